package io.cachewarmer.cache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cachewarmer.plan.Source;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store owes its callers. */
public abstract class CacheStoreContract {

  protected static final Duration HOUR = Duration.ofHours(1);
  private static final String MILK = "{\"name\":\"milk\",\"price\":1.29}";

  /** The store under test, empty at the start of each test. */
  protected abstract CacheStore store();

  protected static CacheEntry entry(String key, String value, Duration ttl, Source source) {
    return new CacheEntry(key, Buffer.buffer(value), System.currentTimeMillis(), ttl, source);
  }

  protected static CacheEntry warmed(String key, String value) {
    return entry(key, value, HOUR, Source.WARMED);
  }

  protected static CacheEntry demanded(String key, String value) {
    return entry(key, value, HOUR, Source.DEMAND);
  }

  protected static <T> T result(Future<T> future) {
    try {
      return future.await(20, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }

  protected PutOutcome put(CacheEntry entry) {
    return result(store().putAll(List.of(entry))).get(0);
  }

  protected CachedValue read(String key) {
    return result(store().get(key)).orElseThrow();
  }

  @Test
  void whatIsPutIsRead() {
    var outcome = put(demanded("grocery:milk", MILK));
    assertThat(outcome.stored()).as(outcome.problem()).isTrue();
    assertThat(outcome.problem()).isEmpty();
    var found = read("grocery:milk");
    assertThat(found.value().toString()).isEqualTo(MILK);
    assertThat(found.source()).isEqualTo(Source.DEMAND);
    assertThat(found.left()).isPositive().isLessThanOrEqualTo(HOUR);
    assertThat(found.bytes())
        .isEqualTo(outcome.bytes())
        .isEqualTo(store().bytesOf("grocery:milk", Buffer.buffer(MILK)));
  }

  @Test
  void anAbsentKeyIsAMiss() {
    assertThat(result(store().get("grocery:none"))).isEmpty();
    assertThat(result(store().millisLeft(List.of("grocery:none")))).containsExactly(0L);
    assertThat(result(store().delete(List.of("grocery:none")))).isZero();
  }

  @Test
  void aWarmedValueIsKnownAsSuchUntilItIsLoadedOnDemand() {
    put(warmed("grocery:milk", MILK));
    assertThat(read("grocery:milk").source()).isEqualTo(Source.WARMED);
    put(demanded("grocery:milk", MILK));
    assertThat(read("grocery:milk").source()).isEqualTo(Source.DEMAND);
  }

  @Test
  void ageIsCountedFromTheLoad() {
    long loadedAt = System.currentTimeMillis() - 60_000;
    put(new CacheEntry("grocery:milk", Buffer.buffer(MILK), loadedAt, HOUR, Source.DEMAND));
    assertThat(read("grocery:milk").age())
        .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(80));
  }

  @Test
  void aValueIsGoneWhenItsTimeIsOver() {
    put(entry("grocery:milk", MILK, Duration.ofMillis(60), Source.DEMAND));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> result(store().get("grocery:milk")).isEmpty());
    assertThat(result(store().millisLeft(List.of("grocery:milk")))).containsExactly(0L);
  }

  @Test
  void putReplacesValueAndExpiry() {
    put(entry("grocery:milk", "1", Duration.ofMinutes(1), Source.DEMAND));
    put(entry("grocery:milk", "22", HOUR, Source.DEMAND));
    assertThat(read("grocery:milk").value().toString()).isEqualTo("22");
    assertThat(read("grocery:milk").left()).isGreaterThan(Duration.ofMinutes(50));
  }

  @Test
  void oneBadEntryDoesNotTouchTheOthers() {
    var outcomes = result(store()
        .putAll(List.of(
            demanded("grocery:a", "1"),
            entry("grocery:b", "2", Duration.ZERO, Source.DEMAND),
            entry("grocery:c", "3", Duration.ofMillis(-1), Source.WARMED),
            demanded("grocery:d", "4"))));
    assertThat(outcomes).extracting(PutOutcome::stored).containsExactly(true, false, false, true);
    assertThat(outcomes.get(1).problem()).isNotEmpty();
    assertThat(outcomes.get(1).bytes()).isZero();
    assertThat(result(store().get("grocery:b"))).isEmpty();
    assertThat(read("grocery:d").value().toString()).isEqualTo("4");
  }

  @Test
  void manyEntriesAreAnsweredInTheirOrder() {
    var keys = IntStream.range(0, 3000).mapToObj(i -> "grocery:item-" + i).toList();
    var outcomes = result(store().putAll(keys.stream().map(k -> warmed(k, MILK)).toList()));
    assertThat(outcomes).hasSize(3000).allMatch(PutOutcome::stored);
    var left = result(store().millisLeft(keys));
    assertThat(left).hasSize(3000).allMatch(millis -> millis > 0);
    assertThat(result(store().millisLeft(List.of("grocery:item-7", "none", "grocery:item-8"))))
        .satisfiesExactly(
            first -> assertThat(first).isPositive(),
            absent -> assertThat(absent).isZero(),
            last -> assertThat(last).isPositive());
    assertThat(result(store().delete(keys.subList(0, 1200)))).isEqualTo(1200);
    assertThat(result(store().clear())).isEqualTo(1800);
  }

  @Test
  void nothingGoesInAndNothingComesOut() {
    assertThat(result(store().putAll(List.of()))).isEmpty();
    assertThat(result(store().millisLeft(List.of()))).isEmpty();
    assertThat(result(store().delete(List.of()))).isZero();
    assertThat(result(store().clear())).isZero();
  }

  @Test
  void deletedAndClearedKeysAreGone() {
    put(demanded("grocery:a", "1"));
    put(warmed("grocery:b", "2"));
    put(warmed("llm:c", "3"));
    assertThat(result(store().delete(List.of("grocery:a", "grocery:none")))).isEqualTo(1);
    assertThat(result(store().get("grocery:a"))).isEmpty();
    assertThat(result(store().clear())).isEqualTo(2);
    assertThat(result(store().get("llm:c"))).isEmpty();
    assertThat(result(store().recover())).isEmpty();
  }

  @Test
  void strangeKeysAndValuesAreTakenLiterally() {
    for (var key :
        List.of("*", "a?b", "[a-z]", "x\ny", "\\", "\u20ac\ud83e\udd5b", "..%2f", "a b")) {
      put(demanded(key, "\"" + key + "\""));
    }
    put(demanded("a?b", "\"again\""));
    assertThat(read("*").value().toString()).isEqualTo("\"*\"");
    assertThat(read("x\ny").value().toString()).isEqualTo("\"x\ny\"");
    assertThat(read("\u20ac\ud83e\udd5b").value().toString()).contains("\ud83e\udd5b");
    assertThat(result(store().delete(List.of("*")))).isEqualTo(1);
    assertThat(result(store().clear())).isEqualTo(7);
  }

  @Test
  void aBufferThatIsChangedLaterChangesNothing() {
    var value = Buffer.buffer(MILK);
    result(store().putAll(List.of(new CacheEntry("grocery:milk", value, 0, HOUR, Source.DEMAND))));
    value.setByte(0, (byte) 'X');
    read("grocery:milk").value().setByte(1, (byte) 'Y');
    assertThat(read("grocery:milk").value().toString()).isEqualTo(MILK);
  }

  @Test
  void aLargerValueTakesMore() {
    assertThat(store().bytesOf("k", Buffer.buffer(new byte[4096])))
        .isGreaterThan(store().bytesOf("k", Buffer.buffer("1")))
        .isPositive();
  }

  @Test
  void itAnswersWhenItIsThere() {
    assertThatCode(() -> result(store().ping())).doesNotThrowAnyException();
  }
}
