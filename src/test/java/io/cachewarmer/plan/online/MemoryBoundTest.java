package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryBoundTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final Decisions UNHEARD = new Decisions() {
    @Override
    public void warm(String key, long at, Optional<String> evicted, Cause cause, double worth) {}

    @Override
    public void evict(String key, long at) {}
  };

  private final SplittableRandom random = new SplittableRandom(1);
  private long at = Shop.START;
  private int asked;

  /** Twenty-five thousand users with twenty items each, then more sessions at a time than are kept. */
  @Test
  void aFullModelHoldsNoMoreThanSixtyFourMebibytes() throws IllegalAccessException {
    var rules = new Rules(Shop.HOUR, .25, 0, 0, Rules.MOST_ITEMS, ZoneOffset.UTC);
    var planner = new EventPlanner(rules, UNHEARD);
    for (int user = 0; user < 25_000; user++) {
      at += 500;
      for (int i = 0; i < 20; i++) {
        ask(planner, "s" + user, "user-" + user);
      }
    }
    at += Shop.HOUR;
    for (int i = 0; i < 12; i++) {
      for (int session = 0; session < 2_500; session++) {
        at += 4;
        ask(planner, "late" + session, "user-" + (24_999 - session));
      }
    }
    assertThat(planner.items()).isEqualTo(Rules.MOST_ITEMS);
    assertThat(Retained.bytes(planner)).isBetween(30 * MEBIBYTE, 64 * MEBIBYTE);
  }

  @Test
  void aHundredThousandSessionsAtATimeAreBounded() throws IllegalAccessException {
    var rules = new Rules(Shop.HOUR, .25, 0, 100, 1_000, ZoneOffset.UTC);
    var planner = new EventPlanner(rules, UNHEARD);
    for (int i = 0; i < 100_000; i++) {
      at += 5;
      planner.advance(at);
      planner.accessed("k" + random.nextInt(1_000), "", "s" + i, "u" + i, at, false);
    }
    assertThat(Retained.bytes(planner)).isLessThan(24 * MEBIBYTE);
  }

  /** Skewed, and each item once at least. */
  private void ask(EventPlanner planner, String session, String user) {
    double dice = random.nextDouble();
    int item =
        asked++ < Rules.MOST_ITEMS ? asked - 1 : (int) (dice * dice * dice * Rules.MOST_ITEMS);
    planner.advance(at);
    planner.accessed("grocery:product-" + item, "c" + item % 30, session, user, at, false);
  }
}
