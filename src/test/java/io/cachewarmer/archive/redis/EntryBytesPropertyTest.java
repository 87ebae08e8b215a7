package io.cachewarmer.archive.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.AccessExchange.Entry;
import io.cachewarmer.archive.AccessExchange.Fresh;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntryBytesPropertyTest {

  private static final long NOW = 1_800_000_000_000L;

  private static ItemAccess event(Random random, int keys) {
    var session = random.nextBoolean() ? "" : "s" + random.nextInt(50);
    return new ItemAccess(
        "",
        "grocery:" + random.nextInt(keys) + "é\u4e2d",
        NOW - random.nextInt(3_600_000),
        0,
        random.nextBoolean(),
        random.nextBoolean() ? "" : "dairy",
        List.of(),
        0,
        random.nextBoolean() ? "" : "u" + random.nextInt(50),
        session);
  }

  private static Entry entry(long seed, int events) {
    var random = new Random(seed);
    var all = new ArrayList<ItemAccess>();
    for (int i = 0; i < events; i++) {
      all.add(event(random, 5_000));
    }
    return new Entry(
        random.nextLong(),
        1 + random.nextInt(1_000),
        random.nextInt(1 << 30),
        random.nextInt(9_000),
        random.nextInt(90),
        random.nextInt(90),
        Stream.generate(() -> new Fresh("k" + random.nextInt(99), NOW - 7, NOW + 5_000))
            .limit(random.nextInt(50))
            .toList(),
        all);
  }

  @Property(tries = 100)
  void whatIsToldIsHeard(
      @ForAll long seed, @ForAll @IntRange(max = AccessExchange.MOST_EVENTS) int events) {
    var entry = entry(seed, events);
    var bytes = EntryBytes.encode(entry);
    assertThat(bytes.length).isLessThan(EntryBytes.MOST_BYTES);
    assertThat(EntryBytes.decode(bytes, NOW)).contains(entry);
  }

  @Property(tries = 500)
  void whateverTheBytesAreNothingIsThrown(@ForAll byte[] bytes) {
    var ofOurs = Arrays.copyOf(bytes, bytes.length);
    if (ofOurs.length > 0) {
      ofOurs[0] = 1;
    }
    EntryBytes.decode(bytes, NOW);
    EntryBytes.decode(ofOurs, NOW);
  }

  @Property(tries = 300)
  void whatWasCutOrChangedIsNothingOrSound(@ForAll long seed) {
    var random = new Random(seed);
    var bytes = EntryBytes.encode(entry(seed, 20));
    assertThat(EntryBytes.decode(Arrays.copyOf(bytes, random.nextInt(bytes.length)), NOW))
        .isEmpty();
    assertThat(EntryBytes.decode(Arrays.copyOf(bytes, bytes.length + 1), NOW)).isEmpty();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    EntryBytes.decode(bytes, NOW).ifPresent(entry -> assertThat(entry.events()).allSatisfy(one -> {
      assertThat(one.key()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
      assertThat(one.atMillis()).isBetween(NOW - 86_400_000, NOW + 5_000);
      assertThat(one.key().chars()).noneMatch(Character::isISOControl);
    }));
  }

  @Property(tries = 50)
  void whatIsOfAnotherDayIsPassedOverAndTheRestIsTaken(@ForAll long seed) {
    var random = new Random(seed);
    var old = new ItemAccess("", "old", NOW - 86_400_001, 0, false, "", List.of(), 0, "", "");
    var future = new ItemAccess("", "future", NOW + 5_001, 0, false, "", List.of(), 0, "", "");
    var entry = new Entry(
        1,
        1,
        0,
        3,
        0,
        0,
        List.of(
            new Fresh("ended before", NOW, NOW - 1), new Fresh("for ever", NOW, Long.MAX_VALUE)),
        List.of(old, event(random, 9), future));
    var decoded = EntryBytes.decode(EntryBytes.encode(entry), NOW).orElseThrow();
    assertThat(decoded.events()).containsExactly(entry.events().get(1));
    assertThat(decoded.fresh()).isEmpty();
  }

  @Property(tries = 20)
  void countsThatCannotBeAreNoEntry(@ForAll @IntRange(min = 0, max = 4) int which) {
    var bytes = ByteBuffer.wrap(EntryBytes.encode(entry(7, 3)));
    switch (which) {
      case 0 -> bytes.put(0, (byte) 2);
      case 1 -> bytes.putLong(9, 0);
      case 2 -> bytes.putLong(17, -1);
      case 3 -> bytes.putInt(25, -1);
      default -> bytes.putInt(29, Integer.MAX_VALUE);
    }
    assertThat(EntryBytes.decode(bytes.array(), NOW)).isEmpty();
  }
}
