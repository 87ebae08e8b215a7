package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SessionModelTest {

  private static final int ROWS = 60;
  private static final int MILK = 0;
  private static final int BREAD = 1;
  private static final int BUTTER = 2;
  private static final long MINUTE = 60_000;
  private static final long DAY = 1_440 * MINUTE;

  private record Candidate(int row, double probability, boolean habit) {}

  private final SessionModel model = new SessionModel(new Items(ROWS), ROWS);
  private final SplittableRandom random = new SplittableRandom(1);

  @Property(tries = 60)
  void nothingIsProposedThatIsInTheBasketAlready(@ForAll long seed) {
    var dice = new SplittableRandom(seed);
    var any = new SessionModel(new Items(ROWS), ROWS);
    Map<String, Set<Integer>> baskets = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    long at = DAY;
    for (int i = 0; i < 800; i++) {
      at += dice.nextInt(40) == 0 ? dice.nextLong(DAY) : dice.nextLong(MINUTE);
      int who = dice.nextInt(6);
      var session = who < 3 ? "s" + who : "";
      var user = who == 5 ? "" : "u" + who % 4;
      if (session.isEmpty() && user.isEmpty()) {
        continue;
      }
      var name = session.isEmpty() ? user : session;
      if (at - latest.getOrDefault(name, 0L) >= 10 * MINUTE) {
        baskets.put(name, new HashSet<>());
      }
      latest.put(name, at);
      int row = dice.nextInt(1 + dice.nextInt(ROWS));
      baskets.get(name).add(row);
      for (var candidate : access(any, row, session, user, at)) {
        assertThat(baskets.get(name)).doesNotContain(candidate.row());
        assertThat(candidate.probability()).isBetween(0.0, 1.0);
      }
    }
  }

  @Example
  void whoAlwaysBuysMilkIsExpectedToBuyIt() {
    long at = DAY;
    for (int day = 0; day < 25; day++) {
      at += DAY;
      access(model, 10 + random.nextInt(40), "", "ann", at);
      access(model, MILK, "", "ann", at + MINUTE);
      access(model, 10 + random.nextInt(40), "", "ann", at + 2 * MINUTE);
    }
    var milk = access(model, 5, "", "ann", at + DAY).stream()
        .filter(candidate -> candidate.row() == MILK)
        .toList();
    assertThat(milk).hasSize(1);
    assertThat(milk.get(0).habit()).isTrue();
    assertThat(milk.get(0).probability()).isGreaterThan(.8);
  }

  @Example
  void whatIsAlwaysBoughtTogetherIsProposedAfterTheFirst() {
    long at = DAY;
    for (int s = 0; s < 150; s++) {
      at += 5 * MINUTE;
      boolean pair = s % 3 == 0;
      access(model, pair ? BREAD : 10 + random.nextInt(40), "s" + s, "", at);
      access(model, pair ? BUTTER : 10 + random.nextInt(40), "s" + s, "", at + 1);
    }
    var candidates = access(model, BREAD, "next", "", at + DAY);
    assertThat(candidates).isNotEmpty().allMatch(candidate -> !candidate.habit());
    assertThat(candidates.get(0).row()).isEqualTo(BUTTER);
    assertThat(candidates.get(0).probability()).isGreaterThan(.7);
  }

  @Example
  void aSessionEndsAfterTenIdleMinutes() {
    access(model, MILK, "", "ann", DAY);
    access(model, BREAD, "", "ann", DAY + 10 * MINUTE - 1);
    assertThat(access(model, BUTTER, "", "ann", DAY + 15 * MINUTE)).isEmpty();
    long end = DAY + 25 * MINUTE;
    assertThat(access(model, 20, "", "ann", end)).extracting(Candidate::row).contains(MILK, BREAD);
  }

  @Example
  void aSessionWithoutANameIsThatOfItsUser() {
    access(model, MILK, "", "ann", DAY);
    access(model, MILK, "", "ben", DAY);
    access(model, BREAD, "", "ann", DAY + 1);
    model.closeIdle(2 * DAY);
    assertThat(access(model, 20, "", "ben", 2 * DAY)).extracting(Candidate::row).contains(MILK);
    assertThat(access(model, 20, "", "ann", 2 * DAY))
        .extracting(Candidate::row)
        .contains(MILK, BREAD);
  }

  @Example
  void whatIsNotWantedIsNotProposed() {
    access(model, MILK, "", "ann", DAY);
    var told = new ArrayList<Candidate>();
    model.access(BREAD, "", "ann", 2 * DAY, listener(told, false));
    assertThat(told).isEmpty();
  }

  @Example
  void aForgottenItemIsProposedNoMore() {
    access(model, MILK, "", "ann", DAY);
    access(model, BREAD, "", "ann", DAY);
    model.closeIdle(2 * DAY);
    model.forget(MILK);
    assertThat(access(model, 20, "", "ann", 2 * DAY))
        .extracting(Candidate::row)
        .containsExactly(BREAD);
  }

  @Property(tries = 20)
  void aRestoredModelGoesOnAsTheOldOne(@ForAll long seed) {
    var old = new SessionModel(new Items(ROWS), ROWS);
    var restored = new SessionModel(new Items(ROWS), ROWS);
    long at = shop(old, seed, DAY, 300, new ArrayList<>());
    StateTape.of(state -> old.state(state, ROWS)).restore(state -> restored.state(state, ROWS));
    same(restored, old);
    var told = new ArrayList<Candidate>();
    var toldAgain = new ArrayList<Candidate>();
    shop(old, seed + 1, at, 300, told);
    shop(restored, seed + 1, at, 300, toldAgain);
    assertThat(toldAgain).isEqualTo(told);
    same(restored, old);
  }

  private static void same(SessionModel restored, SessionModel old) {
    var kept = StateTape.of(state -> old.state(state, ROWS));
    assertThat(StateTape.of(state -> restored.state(state, ROWS)).sameAs(kept)).isTrue();
  }

  /** Users who are in several sessions at a time among them. */
  private static long shop(
      SessionModel model, long seed, long start, int accesses, List<Candidate> told) {
    var dice = new SplittableRandom(seed);
    long at = start;
    for (int i = 0; i < accesses; i++) {
      at += dice.nextInt(30) == 0 ? dice.nextLong(DAY) : dice.nextLong(3 * MINUTE);
      int row = dice.nextInt(1 + dice.nextInt(ROWS));
      var session = dice.nextInt(3) == 0 ? "" : "s" + dice.nextInt(8);
      model.access(row, session, "u" + dice.nextInt(5), at, listener(told, true));
    }
    return at;
  }

  private static List<Candidate> access(
      SessionModel model, int row, String session, String user, long at) {
    var told = new ArrayList<Candidate>();
    model.access(row, session, user, at, listener(told, true));
    return told;
  }

  private static SessionModel.Candidates listener(List<Candidate> told, boolean wants) {
    return new SessionModel.Candidates() {
      @Override
      public double least(int row) {
        return wants ? 0 : NONE_WANTED;
      }

      @Override
      public void candidate(int row, double probability, boolean habit) {
        told.add(new Candidate(row, probability, habit));
      }
    };
  }
}
