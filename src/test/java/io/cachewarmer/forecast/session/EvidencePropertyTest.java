package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cachewarmer.forecast.StateTape;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The table of evidence against a plain map. */
class EvidencePropertyTest {

  private static final class Row {
    double sum;
    double strongest = Double.NEGATIVE_INFINITY;
    double recent;
    int recentAt;
    int supporters;
    boolean asked;
    int past = -1;
  }

  @Property(tries = 200)
  void itHoldsWhatAPlainMapWouldHold(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 600) int items) {
    var random = new SplittableRandom(seed);
    var evidence = new Evidence(new Quota(10_000));
    var naive = new HashMap<Integer, Row>();
    int position = 1;
    for (int i = 0; i < 1_500; i++) {
      int ref = random.nextInt(items) * 7_919;
      position += random.nextInt(20) == 0 ? 1 : 0;
      switch (random.nextInt(8)) {
        case 0 -> {
          evidence.asked(ref);
          naive.computeIfAbsent(ref, any -> new Row()).asked = true;
        }
        case 1 -> {
          evidence.remember(evidence.row(ref), i % 150);
          naive.computeIfAbsent(ref, any -> new Row()).past = i % 150;
        }
        default -> {
          float lift = (float) random.nextDouble(-3, 6);
          float confidence = (float) random.nextDouble(-7, 2);
          evidence.add(evidence.row(ref), lift, confidence, position);
          add(naive.computeIfAbsent(ref, any -> new Row()), lift, confidence, position);
        }
      }
    }
    same(evidence, naive, position);
    var restored = new Evidence(new Quota(10_000));
    StateTape.of(evidence::state).restore(restored::state);
    same(restored, naive, position);
    assertThat(evidence.find(items * 7_919)).isEqualTo(-1);
  }

  private static void add(Row row, double lift, double confidence, int position) {
    if (row.asked) {
      return;
    }
    row.sum += lift;
    row.strongest = Math.max(row.strongest, confidence);
    row.recent = row.recent * Math.pow(.8, position - row.recentAt) + lift;
    row.recentAt = position;
    row.supporters++;
  }

  private static void same(Evidence evidence, Map<Integer, Row> naive, int position) {
    naive.forEach((ref, row) -> {
      int at = evidence.find(ref);
      assertThat(at).isNotNegative();
      assertThat(evidence.isAsked(at)).isEqualTo(row.asked);
      assertThat(evidence.past(at)).isEqualTo(row.past);
      assertThat(evidence.supporters(at)).isEqualTo(row.supporters);
      assertThat((double) evidence.sum(at)).isCloseTo(row.sum, within(1e-3));
      assertThat((double) evidence.strongest(at)).isEqualTo(row.strongest);
      if (!row.asked) {
        double faded = row.recent * Math.pow(.8, position - row.recentAt);
        assertThat(evidence.recent(at, position)).isCloseTo(faded, within(1e-3));
      }
    });
  }

  @Property(tries = 50)
  void whatIsFullTakesNoMoreAndKeepsWhatItHas(@ForAll @IntRange(max = 2_000) int quota) {
    var evidence = new Evidence(new Quota(quota));
    int held = 0;
    while (evidence.row(held) >= 0) {
      held++;
    }
    assertThat(held).isBetween(48, 64 + quota);
    for (int ref = 0; ref < held; ref++) {
      assertThat(evidence.find(ref)).isNotNegative();
    }
    evidence.asked(held);
    assertThat(evidence.find(held)).isEqualTo(-1);
  }

  @Example
  void whatItTookFromAllIsGivenBack() {
    var quota = new Quota(500);
    for (int session = 0; session < 10; session++) {
      var evidence = new Evidence(quota);
      for (int ref = 0; ref < 300; ref++) {
        evidence.row(ref);
      }
      assertThat(quota.take(100)).isFalse();
      evidence.leave();
    }
    assertThat(quota.take(500)).isTrue();
  }
}
