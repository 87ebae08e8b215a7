package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.item;
import static io.cachewarmer.popularity.Events.learn;
import static io.cachewarmer.popularity.Events.learner;
import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.AccessEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a million keys that are asked for once may do to the table: nothing. */
class FloodTest {

  private static final int CAP = 50_000;
  private static final int HOT = 100;

  @Test
  void aMillionDistinctKeysLeaveTheTableAtItsCapAndTheHotKeysInIt() {
    var learner = learner(CAP);
    var before = cpu();
    for (int i = 0; i < 1_000_000; i += 1_000) {
      learner.learn(batch(i, i / 1_000 % HOT), (key, weight) -> {});
    }
    assertThat(learner.patterns()).isEqualTo(CAP);
    for (int hot = 0; hot < HOT; hot++) {
      assertThat(learner.find("hot-" + hot, NOON)).as("hot-" + hot).isPresent();
    }
    assertThat(learner.refused()).isGreaterThan(900_000);
    assertThat(cpu().minus(before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aKeyThatBecomesPopularGetsIntoAFullTable() {
    var learner = learner(1_000);
    for (int i = 0; i < 20_000; i++) {
      learn(learner, item("once-" + i, NOON));
    }
    for (int i = 0; i < 20; i++) {
      learn(learner, item("rising", NOON + i));
    }
    assertThat(learner.find("rising", NOON)).isPresent();
    assertThat(learner.evicted()).isPositive();
  }

  @Test
  void fiftyThousandPatternsWithFullProfilesTakeLessThan48Megabytes() {
    var names = new ArrayList<String>();
    for (int i = 0; i < CAP; i++) {
      names.add("item-" + i);
    }
    long before = heap();
    var learner = learner(CAP);
    for (int access = 0; access < 3; access++) {
      long at = NOON + access * 7_200_000L;
      names.forEach(name -> learn(learner, item(name, at)));
    }
    long grown = heap() - before;
    assertThat(learner.patterns()).isEqualTo(CAP);
    assertThat(grown).isLessThan(48L << 20);
  }

  @Test
  void relatedNamesAreBoundedInBytesWhateverIsTold() {
    long before = heap();
    var learner = learner(CAP);
    for (int i = 0; i < 20_000; i++) {
      var related = new String[32];
      for (int j = 0; j < 32; j++) {
        related[j] = "x".repeat(200) + i + "-" + j;
      }
      learn(learner, Events.telling("item-" + i, NOON, related));
    }
    long grown = heap() - before;
    assertThat(learner.patterns()).isEqualTo(20_000);
    assertThat(grown).isLessThan(24L << 20);
  }

  private static List<AccessEvent> batch(int from, int hot) {
    var batch = new ArrayList<AccessEvent>(1_010);
    for (int i = from; i < from + 1_000; i++) {
      batch.add(item("once-" + i, NOON));
    }
    for (int i = 0; i < 10; i++) {
      batch.add(item("hot-" + (hot + i * 10) % HOT, NOON));
    }
    return batch;
  }

  private static Duration cpu() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
