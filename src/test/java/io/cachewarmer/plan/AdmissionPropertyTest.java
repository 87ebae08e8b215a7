package io.cachewarmer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.Moment;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class AdmissionPropertyTest {

  private static final Moment NOW = new Moment(1_700_000_000_000L, ZoneOffset.UTC, 3_600_000);
  private static final long TOUCHED = 60_000;

  private final Planner planner = new Planner(List.of(), new ArrivalForecast(0.95));

  @Property
  void noLimitIsEverPassed(
      @ForAll("candidates") List<Candidate> ranked,
      @ForAll("holdings") Holdings holdings,
      @ForAll @LongRange(max = 20_000) long memory,
      @ForAll @IntRange(max = 20) int count,
      @ForAll @LongRange(max = 20) long budget) {
    var plan = planner.decide(
        Strategy.AUTO, NOW, ranked, situation(holdings, memory, count, budget, false));
    var warm = plan.warm();
    assertTrue(warm.size() <= count && warm.size() <= budget);
    var after = new HashMap<String, Long>();
    holdings.all().forEach(h -> after.put(h.key(), h.bytes()));
    plan.evictions().forEach(after::remove);
    warm.forEach(c -> after.put(c.key(), c.bytes()));
    long bytes = after.values().stream().mapToLong(Long::longValue).sum();
    assertTrue(bytes <= memory);
    assertEquals(bytes, plan.memory().planned());
  }

  @Property
  void everyKeyHasOneVerdictAndNobodyIsWarmedAndEvicted(
      @ForAll("candidates") List<Candidate> ranked,
      @ForAll("holdings") Holdings holdings,
      @ForAll @LongRange(max = 20_000) long memory) {
    var plan =
        planner.decide(Strategy.FULL, NOW, ranked, situation(holdings, memory, 15, 12, false));
    var keys = new HashSet<String>();
    for (var planned : plan.candidates()) {
      assertTrue(keys.add(planned.candidate().key()));
      boolean leaves = plan.evictions().contains(planned.candidate().key());
      assertFalse(
          leaves && (planned.verdict() == Verdict.WARM || planned.verdict() == Verdict.FRESH));
    }
    assertEquals(ranked.stream().map(Candidate::key).distinct().count(), keys.size());
    assertEquals(plan.evictions().size(), new HashSet<>(plan.evictions()).size());
    assertTrue(holdings.byKey().keySet().containsAll(plan.evictions()));
  }

  @Property
  void droppingALimitNeverWarmsLess(
      @ForAll("candidates") List<Candidate> ranked,
      @ForAll("holdings") Holdings holdings,
      @ForAll @LongRange(max = 20_000) long memory,
      @ForAll @IntRange(max = 20) int count,
      @ForAll @LongRange(max = 20) long budget) {
    int all = warms(ranked, situation(holdings, memory, count, budget, false));
    assertTrue(warms(ranked, situation(holdings, Long.MAX_VALUE, count, budget, false)) >= all);
    assertTrue(warms(ranked, situation(holdings, memory, Integer.MAX_VALUE, budget, false)) >= all);
    assertTrue(warms(ranked, situation(holdings, memory, count, Long.MAX_VALUE, false)) >= all);
    assertTrue(warms(ranked, situation(holdings, memory, count, budget, true)) >= 0);
  }

  @Property
  void onlyHeldEntriesOfLessWorthPerByteMakeRoom(
      @ForAll("candidates") List<Candidate> ranked, @ForAll("holdings") Holdings holdings) {
    var plan = planner.decide(
        Strategy.AUTO, NOW, ranked, situation(holdings, holdings.bytes(), 20, 20, false));
    var worth = new HashMap<String, Double>();
    ranked.forEach(c -> worth.putIfAbsent(c.key(), c.worth()));
    double best = plan.warm().stream()
        .mapToDouble(c -> c.worth() / Math.max(1, c.bytes()))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
    for (String key : plan.evictions()) {
      var held = holdings.find(key).orElseThrow();
      double density = worth.getOrDefault(key, held.worth()) / Math.max(1, held.bytes());
      assertTrue(density < best);
    }
  }

  @Example
  void aRunIsNotCutToItsFirstCandidate() {
    var ranked = java.util.stream.IntStream.range(0, 40)
        .mapToObj(i -> candidate("k" + i, 40 - i, 2_000, true))
        .toList();
    assertEquals(40, warms(ranked, situation(Holdings.NONE, 100_000_000, 100, 100, false)));
  }

  @Example
  void aPartialRunWarmsHalfOfTheItems() {
    var ranked = java.util.stream.IntStream.range(0, 20)
        .mapToObj(i -> candidate("k" + i, 1, 10, true))
        .toList();
    var situation = situation(Holdings.NONE, 1_000_000, 9, 100, false);
    assertEquals(
        5, planner.decide(Strategy.PARTIAL, NOW, ranked, situation).warm().size());
  }

  @Example
  void everyVerdictIsGivenForItsReason() {
    var held = new Held("fresh", 10, 0, 1, Arm.PATTERN, 1);
    var holdings = new Holdings(Map.of("fresh", held), 10);
    var ranked = List.of(
        candidate("other's", 9, 10, true),
        candidate("low", 8, 10, false),
        candidate("fresh", 7, 10, true),
        candidate("due", 6, 10, true),
        candidate("big", 5, 1_000, true),
        candidate("second", 4, 10, true),
        candidate("late", 3, 10, true));
    var budget = new Plan.BudgetView(0.25, 0, 0, 0, 2);
    var situation = new Situation(
        Map.of("fresh", TOUCHED + 1, "due", TOUCHED),
        holdings,
        100,
        100,
        2,
        budget,
        false,
        TOUCHED,
        key -> !key.equals("other's"));
    var plan = planner.decide(Strategy.AUTO, NOW, ranked, situation);
    assertEquals(
        List.of(
            Verdict.NOT_MINE,
            Verdict.BELOW_THRESHOLD,
            Verdict.FRESH,
            Verdict.WARM,
            Verdict.OVER_MEMORY,
            Verdict.WARM,
            Verdict.OVER_BUDGET),
        plan.candidates().stream().map(Plan.Planned::verdict).toList());
  }

  private int warms(List<Candidate> ranked, Situation situation) {
    return planner.decide(Strategy.AUTO, NOW, ranked, situation).warm().size();
  }

  private static Situation situation(
      Holdings holdings, long memory, int count, long budget, boolean force) {
    var left = new HashMap<String, Long>();
    holdings.all().forEach(h -> left.put(h.key(), h.expiresAtMillis() - NOW.atMillis()));
    var view = new Plan.BudgetView(0.25, 0, 0, 0, budget);
    return new Situation(left, holdings, memory, count, budget, view, force, TOUCHED, k -> true);
  }

  private static Candidate candidate(String key, double worth, long bytes, boolean admissible) {
    var reasons = List.of(new Reason(Arm.PATTERN, 1, "because"));
    return new Candidate(key, reasons, 0.5, worth * 2, bytes, worth, admissible);
  }

  @Provide
  Arbitrary<List<Candidate>> candidates() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30).map(i -> "k" + i),
            Arbitraries.doubles().between(0, 100),
            Arbitraries.longs().between(1, 4_000),
            Arbitraries.of(true, true, true, false))
        .as(AdmissionPropertyTest::candidate)
        .list()
        .ofMaxSize(25)
        .map(list -> list.stream().sorted(Merging.BEST_FIRST).toList());
  }

  @Provide
  Arbitrary<Holdings> holdings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 40).map(i -> "k" + i),
            Arbitraries.longs().between(1, 4_000),
            Arbitraries.longs().between(0, 3 * TOUCHED),
            Arbitraries.doubles().between(0, 100))
        .as((k, b, left, w) -> new Held(k, b, 0, NOW.atMillis() + left, Arm.PATTERN, w))
        .list()
        .ofMaxSize(12)
        .map(list -> {
          var ledger = new WarmLedger(1_000);
          list.forEach(ledger::put);
          return ledger.holdings();
        });
  }
}
