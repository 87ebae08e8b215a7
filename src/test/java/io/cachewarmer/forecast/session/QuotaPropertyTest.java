package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class QuotaPropertyTest {

  @Property
  void neverIsMoreTakenThanThereIs(
      @ForAll @Size(max = 60) List<@IntRange(min = -20, max = 20) Integer> moves) {
    var quota = new Quota(50);
    var taken = new ArrayDeque<Integer>();
    for (int move : moves) {
      if (move < 0 && !taken.isEmpty()) {
        quota.giveBack(taken.remove());
      } else if (move >= 0 && quota.take(move)) {
        taken.add(move);
      }
      assertThat(taken.stream().mapToInt(amount -> amount).sum()).isLessThanOrEqualTo(50);
    }
    while (!taken.isEmpty()) {
      quota.giveBack(taken.remove());
    }
    assertThat(quota.take(51)).isFalse();
    assertThat(quota.take(50)).isTrue();
  }

  @Example
  void aSessionKeepsAHundredExamplesAndGivesTheirPlacesBack() {
    var quota = new Quota(150);
    var first = filled(quota, 400);
    var second = filled(quota, 400);
    assertThat(first.size()).isEqualTo(Examples.MOST);
    assertThat(second.size()).isEqualTo(50);
    first.leave();
    second.leave();
    assertThat(quota.take(150)).isTrue();
  }

  @Example
  void aRestoredSessionTeachesTheSame() {
    var examples = filled(new Quota(100), 30);
    var restored = new Examples(new Quota(100));
    StateTape.of(examples::state).restore(restored::state);
    var model = new Logistic(1_000);
    var again = new Logistic(1_000);
    for (int e = 0; e < 30; e++) {
      assertThat(restored.ref(e)).isEqualTo(examples.ref(e));
      assertThat(restored.position(e)).isEqualTo(examples.position(e));
      examples.teach(model, e, e % 3 == 0);
      restored.teach(again, e, e % 3 == 0);
    }
    assertThat(StateTape.of(again::state).sameAs(StateTape.of(model::state))).isTrue();
  }

  private static Examples filled(Quota quota, int most) {
    var examples = new Examples(quota);
    var features = new Features();
    for (int i = 0; i < most && examples.takesOneMore(); i++) {
      features.clear();
      for (int f = 0; f <= i % 40; f++) {
        features.one(i + f);
      }
      examples.add(i, i % 9, features);
    }
    return examples;
  }
}
