package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class PrefilterTest {

  private static final int BREAD = 1;
  private static final int MILK = 2;

  private final Prefilter prefilter = new Prefilter();

  @Example
  void nothingPassesWhenNothingIsWanted() {
    var session = session(new History());
    assertThat(prefilter.passes(session, -1, true, SessionModel.Candidates.NONE_WANTED))
        .isFalse();
  }

  @Property
  void whoeverWantsAllGetsAll(@ForAll @DoubleRange(min = -13, max = 13) double logOdds) {
    var session = session(new History());
    assertThat(prefilter.passes(session, supported(session, logOdds), false, 0)).isTrue();
  }

  @Property
  void aNeighbourPassesWithASixthOfTheOdds(
      @ForAll @DoubleRange(min = -6, max = 6) double logOdds,
      @ForAll @DoubleRange(min = .01, max = .99) double wanted) {
    var session = session(new History());
    double needed = Math.log(wanted / (1 - wanted)) - Math.log(6);
    assertThat(prefilter.passes(session, supported(session, logOdds), false, wanted))
        .isEqualTo((float) logOdds >= needed);
  }

  @Example
  void aHabitPassesByHowOftenItWas() {
    var history = new History();
    history.order(new int[] {MILK}, 1, 0);
    for (int order = 1; order < 40; order++) {
      history.order(new int[] {BREAD}, 1, order);
    }
    var session = session(history);
    assertThat(prefilter.passes(session, session.evidence.find(BREAD), true, .9))
        .isTrue();
    assertThat(prefilter.passes(session, session.evidence.find(MILK), true, .9)).isFalse();
  }

  @Example
  void whatGoesWithTheBasketPassesForAHabit() {
    var history = new History();
    history.order(new int[] {BREAD}, 1, 0);
    var session = session(history);
    assertThat(prefilter.passes(session, supported(session, -6), false, .9)).isTrue();
  }

  private static OpenSession session(History history) {
    var quota = new Quota(1_000);
    var session = new OpenSession("ann", Optional.of(history), 0, quota, quota);
    session.recall();
    return session;
  }

  /** The row of an item that another of the basket speaks for. */
  private static int supported(OpenSession session, double logOdds) {
    int row = session.evidence.row(BREAD);
    session.evidence.add(row, 1, (float) logOdds, 1);
    return row;
  }
}
