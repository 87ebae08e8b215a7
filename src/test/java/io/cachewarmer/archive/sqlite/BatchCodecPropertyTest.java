package io.cachewarmer.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BatchCodecPropertyTest {

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadBack(@ForAll("batches") List<AccessEvent> events) {
    assertThat(BatchCodec.decode(BatchCodec.encode(events))).isEqualTo(events);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void randomBytesOnlyEverFailByName(@ForAll byte[] bytes) {
    assertUnreadableOrABatch(bytes);
    assertUnreadableOrABatch(Checksum.seal(bytes));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void aBatchWithOneChangedByteBehindAGoodChecksumOnlyEverFailsByName(
      @ForAll("batches") List<AccessEvent> events, @ForAll int where, @ForAll byte what) {
    var sealed = BatchCodec.encode(events);
    var content = Arrays.copyOf(sealed, sealed.length - 4);
    content[Math.floorMod(where, content.length)] = what;
    assertUnreadableOrABatch(Checksum.seal(content));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aChangedByteIsNoticed(
      @ForAll("batches") List<AccessEvent> events, @ForAll int where, @ForAll byte change) {
    var sealed = BatchCodec.encode(events);
    sealed[Math.floorMod(where, sealed.length)] ^= change == 0 ? 1 : change;
    assertThatThrownBy(() -> BatchCodec.decode(sealed)).isInstanceOf(Unreadable.class);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aBatchCutShortIsNoticed(@ForAll("batches") List<AccessEvent> events, @ForAll int where) {
    var sealed = BatchCodec.encode(events);
    var cut = Arrays.copyOf(sealed, Math.floorMod(where, sealed.length));
    assertThatThrownBy(() -> BatchCodec.decode(cut)).isInstanceOf(Unreadable.class);
  }

  @Example
  void theLargestEventIsReadBack() {
    var related = Arbitraries.strings().ofLength(256).list().ofSize(32).sample();
    var item = new ItemAccess(
        "i".repeat(128),
        "k".repeat(256),
        Long.MAX_VALUE,
        3_600_000,
        true,
        "c".repeat(64),
        related,
        Integer.MAX_VALUE,
        "u".repeat(128),
        "s".repeat(128));
    var prompt = new PromptAccess(
        "",
        "m",
        "\uD83E\uDD5B".repeat(4_096),
        Long.MIN_VALUE,
        -0.0,
        true,
        "\uFFFF".repeat(1 << 20),
        "",
        "");
    var batch = List.<AccessEvent>of(item, prompt, item);
    assertThat(BatchCodec.decode(BatchCodec.encode(batch))).isEqualTo(batch);
  }

  @Example
  void aCountThatLiesAllocatesNothing() {
    var lie = new ByteWriter(16);
    lie.octet(1);
    lie.number(Integer.MAX_VALUE);
    assertThatThrownBy(() -> BatchCodec.decode(Checksum.seal(lie.toArray())))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("more than it holds");
  }

  @Example
  void aRowOfALaterVersionIsRefusedByName() {
    assertThatThrownBy(() -> BatchCodec.decode(Checksum.seal(new byte[] {9, 0})))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("unknown version 9");
  }

  @Example
  void repeatedTextsAreWrittenOnce() {
    var one = item("grocery:milk", 1);
    int alone = BatchCodec.encode(List.of(one)).length;
    int hundred = BatchCodec.encode(java.util.Collections.nCopies(100, one)).length;
    assertThat(hundred).isLessThan(alone + 100 * 20);
  }

  private static void assertUnreadableOrABatch(byte[] bytes) {
    try {
      assertThat(BatchCodec.decode(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
    } catch (Unreadable expected) {
      assertThat(expected).hasMessageNotContaining("null");
    }
  }

  private static ItemAccess item(String key, long at) {
    return new ItemAccess("", key, at, 120.5, false, "dairy", List.of(), 0, "user", "session");
  }

  @Provide
  Arbitrary<List<AccessEvent>> batches() {
    return Arbitraries.<AccessEvent>oneOf(items(), prompts()).list().ofMaxSize(20);
  }

  private Arbitrary<AccessEvent> items() {
    var numbers = Combinators.combine(
        Arbitraries.longs(),
        Arbitraries.doubles(),
        Arbitraries.of(true, false),
        Arbitraries.integers());
    return numbers.as(Numbers::new).flatMap(n -> Combinators.combine(
            texts(), texts(), texts(), texts(), texts(), texts().list().ofMaxSize(4))
        .as((id, key, category, user, session, related) -> new ItemAccess(
            id, key, n.at, n.millis, n.flag, category, related, n.bytes, user, session)));
  }

  private Arbitrary<AccessEvent> prompts() {
    return Combinators.combine(
            texts(),
            texts(),
            texts(),
            texts(),
            texts(),
            texts(),
            Arbitraries.longs(),
            Arbitraries.doubles())
        .as((id, model, query, response, user, session, at, millis) ->
            new PromptAccess(id, model, query, at, millis, at % 2 == 0, response, user, session));
  }

  /** Every UTF-16 unit is possible, lone surrogates too; some texts come twice. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().all().ofMaxLength(12),
        Arbitraries.of("", "milk", "\uD83E\uDD5B", "\uD83E", "\uDD5B", "\u0000", "\u07FF\u0800"));
  }

  private record Numbers(long at, double millis, boolean flag, int bytes) {}
}
