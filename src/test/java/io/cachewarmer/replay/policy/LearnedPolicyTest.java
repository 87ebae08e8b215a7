package io.cachewarmer.replay.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnedPolicyTest {

  @Test
  void aPlannerHearsOfTimeAndOfEachAccess() {
    var heard = new ArrayList<String>();
    var rows = List.of(new Reliability(0.5, 0.4, 10));
    var policy = new LearnedPolicy(
        to -> heard.add("to " + to),
        (key, category, session, user, at, hit) ->
            heard.add(String.join(" ", key, category, session, user, "" + at, "" + hit)),
        () -> rows);
    policy.advance(5);
    policy.accessed(new Access("milk", "dairy", "s", "u", 5), true);
    assertThat(heard).containsExactly("to 5", "milk dairy s u 5 true");
    assertThat(policy.reliability()).isEqualTo(rows);
  }
}
