package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** {@link Shop} checks order, memory and that nobody is warmed who was not asked for. */
class EventPlannerPropertyTest {

  private static final long MINUTE = 60_000;

  private static final int BURST = 20;
  private static final long FIVE_MINUTES = 300_000;

  @Property(tries = 10)
  void theSameDemandMakesTheSameDecisions(
      @ForAll long seed, @ForAll @IntRange(max = 8) int capacity) {
    var trace = Demand.random(seed, 800);
    var once = new Shop(Shop.rules(1, capacity)).serve(trace);
    var again = new Shop(Shop.rules(1, capacity)).serve(trace);
    assertThat(again.told).isEqualTo(once.told);
    assertThat(once.warms).isNotEmpty();
  }

  @Property(tries = 15)
  void noDecisionDependsOnWhatComesAfterIt(
      @ForAll long seed,
      @ForAll @IntRange(max = 8) int capacity,
      @ForAll @IntRange(min = 1, max = 799) int cut) {
    var trace = Demand.random(seed, 800);
    long until = trace.get(cut - 1).at();
    var whole = new Shop(Shop.rules(1, capacity)).serve(trace);
    var brief = new Shop(Shop.rules(1, capacity)).serve(trace.subList(0, cut));
    var other = new ArrayList<>(trace.subList(0, cut));
    other.addAll(Demand.random(seed + 1, 300, until + 1));
    var replaced = new Shop(Shop.rules(1, capacity)).serve(other);
    assertThat(whole.told.subList(0, brief.told.size())).isEqualTo(brief.told);
    assertThat(replaced.told.subList(0, brief.told.size())).isEqualTo(brief.told);
  }

  @Property(tries = 30)
  void neverIsMoreSpentThanTheBudgetAndOneBurst(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 2) double budget,
      @ForAll @IntRange(max = 8) int capacity) {
    var shop = new Shop(new Rules(Shop.HOUR, budget, BURST, capacity, 500, ZoneOffset.UTC));
    shop.serve(Demand.random(seed, 800));
    int served = 0;
    int recent = 0;
    int oldAccesses = 0;
    for (int w = 0; w < shop.warms.size(); w++) {
      long at = shop.warms.get(w);
      while (served < shop.accesses.size() && shop.accesses.get(served) <= at) {
        served++;
      }
      while (shop.warms.get(recent) <= at - FIVE_MINUTES) {
        recent++;
      }
      while (oldAccesses < served && shop.accesses.get(oldAccesses) <= at - FIVE_MINUTES) {
        oldAccesses++;
      }
      assertThat(w + 1.0).isLessThanOrEqualTo(budget * served + BURST);
      assertThat(w - recent + 1.0).isLessThanOrEqualTo(budget * (served - oldAccesses) + BURST);
    }
  }

  @Property(tries = 3)
  void nothingIsSpentOnItemsThatAreAskedForOnce(
      @ForAll @IntRange(min = 20_000, max = 90_000) int pause) {
    var rules = new Rules(Shop.HOUR, 1, 0, 0, 12_000, ZoneOffset.UTC);
    var shop = new Shop(rules).serve(Demand.steady(12_000, pause, i -> i));
    long half = Shop.START + 6_000L * pause;
    assertThat(shop.warms).hasSizeLessThan(12_000 / 25);
    assertThat(shop.warms.stream().filter(at -> at >= half)).hasSizeLessThan(6_000 / 50);
  }

  @Property(tries = 20)
  void fewItemsFollowedKeepToTheRulesToo(
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int capacity,
      @ForAll @IntRange(min = 1, max = 30) int mostItems) {
    var rules = new Rules(Shop.HOUR, 1, BURST, capacity, mostItems, ZoneOffset.UTC);
    var shop = new Shop(rules).serve(Demand.random(seed, 1_000));
    assertThat(shop.planner.items()).isLessThanOrEqualTo(mostItems);
  }

  @Example
  void whatIsAskedForEveryHourIsWarmed() {
    var plain = new Shop(Shop.rules(0, 0)).serve(Demand.steady(3_000, 1_300_000, i -> i % 4));
    var shop = new Shop(Shop.rules(1, 0)).serve(Demand.steady(3_000, 1_300_000, i -> i % 4));
    assertThat(plain.warms).isEmpty();
    assertThat(shop.hits).isGreaterThan(plain.hits + 1_500);
  }

  @Example
  void aTenYearsPauseIsPassedInBoundedTimeAndSpendsNoMoreThanABurst() {
    var planner = new Shop(Shop.rules(1, 0)).serve(Demand.random(1, 2_000));
    int before = planner.warms.size();
    planner.planner.advance(Shop.START + 3_650L * 24 * Shop.HOUR);
    assertThat(planner.warms.size() - before).isLessThanOrEqualTo(2_000);
    assertThat(planner.planner.price()).isBetween(.02 - 1e-9, 1.0);
  }

  @Example
  void whatSleptIsWokenByAccessesThatAnotherCacheAnswered() {
    var shop = new Shop(Shop.rules(.05, 0))
        .serve(Demand.steady(5_570, MINUTE, i -> i % 5_499 == 1 ? 999 : i * 79 % 200));
    int before = shop.told.size();
    long at = Shop.START + 5_570 * MINUTE;
    for (int i = 0; i < 100; i++) {
      shop.serve(new Shop.Access(at, "k" + i * 79 % 200, "", "", ""));
      shop.planner.accessed("k999", "", "", "", at, true);
      at += MINUTE;
    }
    assertThat(shop.told.subList(before, shop.told.size()))
        .anyMatch(decision -> decision.contains(" warm k999 "));
  }

  @Example
  void anUnknownKeyIsNotExpectedAndWhatIsGoneMayBeWarmedAgain() {
    var shop = new Shop(Shop.rules(1, 0)).serve(Demand.steady(500, 60_000, i -> i % 3));
    assertThat(shop.planner.expected("nobody", Shop.START)).isEqualTo(Optional.empty());
    long end = Shop.START + 500 * 60_000;
    assertThat(shop.planner.expected("k0", end).orElse(0.0)).isBetween(10.0, 30.0);
    shop.planner.loaded("nobody", end, end + 1);
    shop.planner.gone("nobody");
    shop.planner.gone("k0");
    int before = shop.warms.size();
    shop.planner.advance(end + Shop.HOUR / 4);
    assertThat(shop.told.subList(before, shop.told.size()))
        .anyMatch(decision -> decision.contains(" warm k0 "));
  }

  @Example
  void forecastsOfASteadyShopComeTrue() {
    var shop = new Shop(Shop.rules(.5, 0)).serve(Demand.random(7, 20_000));
    var bins = shop.planner.reliability();
    assertThat(bins).isNotEmpty();
    double off = bins.stream()
        .mapToDouble(bin -> bin.count() * Math.abs(bin.predicted() - bin.observed()))
        .sum();
    double all = bins.stream().mapToDouble(bin -> bin.count()).sum();
    assertThat(off / all).isLessThan(.1);
  }

  @Property(tries = 12)
  void aRestoredPlannerGoesOnAsTheOldOne(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 750) int savedAfter) {
    var trace = Demand.random(seed, 800);
    var old = new Shop(Shop.rules(1, 0)).serve(trace.subList(0, savedAfter));
    goesOnAlike(old, trace.subList(savedAfter, trace.size()));
  }

  /** Its items sleep for longer than what is ahead of them is kept in order. */
  @Property(tries = 12)
  void aRestoredPlannerOfAShortTimeToLiveGoesOnAsTheOldOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 750) int savedAfter,
      @ForAll @IntRange(min = 1, max = 10) int minutes) {
    var trace = Demand.random(seed, 800);
    var rules = new Rules(minutes * 60_000L, 1, 0, 0, 2_000, ZoneOffset.UTC);
    var old = new Shop(rules).serve(trace.subList(0, savedAfter));
    goesOnAlike(old, trace.subList(savedAfter, trace.size()));
  }

  @Property(tries = 12)
  void aRestoredPlannerOfAFewPlacesGoesOnAsTheOldOneWhenEverythingExpired(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1_000) int savedAfter,
      @ForAll @IntRange(min = 1, max = 12) int capacity) {
    var trace = Demand.random(seed, savedAfter);
    var old = new Shop(Shop.rules(.5, capacity)).serve(trace);
    long at = trace.get(savedAfter - 1).at();
    while (at < old.lastLoad() + 2 * Shop.HOUR) {
      at += Shop.HOUR;
      old.advance(at);
    }
    goesOnAlike(old, Demand.random(seed + 1, 500, at + 1));
  }

  private static void goesOnAlike(Shop old, List<Shop.Access> rest) {
    var kept = StateTape.of(old.planner::stateAndPlans);
    var restored = new Shop(old.rules);
    kept.restore(restored.planner::stateAndPlans);
    assertThat(saved(restored).sameAs(kept)).isTrue();
    restored.stockUpFrom(old);
    int before = old.told.size();
    old.serve(rest);
    restored.serve(rest);
    assertThat(restored.told).isEqualTo(old.told.subList(before, old.told.size()));
    assertThat(saved(restored).sameAs(saved(old))).isTrue();
  }

  private static StateTape saved(Shop shop) {
    return StateTape.of(shop.planner::stateAndPlans);
  }
}
