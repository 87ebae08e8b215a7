package io.cachewarmer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.Demand;
import io.cachewarmer.forecast.Moment;
import io.cachewarmer.forecast.PatternStrategy;
import io.cachewarmer.forecast.Proposal;
import io.cachewarmer.forecast.WarmingStrategy;
import io.cachewarmer.popularity.DemandSnapshot;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlannerPropertyTest {

  private static final Moment NOW = new Moment(1_700_000_000_000L, ZoneOffset.UTC, 3_600_000);

  @Property
  void theRankingDoesNotDependOnTheOrderOfProposals(
      @ForAll("proposals") List<Proposal> proposals, @ForAll Random random) {
    var shuffled = new ArrayList<>(proposals);
    Collections.shuffle(shuffled, random);
    assertEquals(rank(proposals), rank(shuffled));
  }

  @Property
  void everyKeyIsOneCandidateWithWholeReasons(@ForAll("proposals") List<Proposal> proposals) {
    var keys = new HashSet<String>();
    for (var candidate : rank(proposals)) {
      assertTrue(keys.add(candidate.key()));
      assertEquals(1, candidate.reasons().stream().mapToDouble(Reason::share).sum(), 1e-9);
      assertTrue(candidate.probability() >= 0 && candidate.probability() <= 1);
      assertEquals(candidate.probability() * candidate.savedMillis(), candidate.worth(), 1e-9);
      for (int i = 1; i < candidate.reasons().size(); i++) {
        assertTrue(
            candidate.reasons().get(i - 1).share() >= candidate.reasons().get(i).share());
      }
      var arms = candidate.reasons().stream().map(Reason::strategy).toList();
      assertEquals(arms.size(), new HashSet<>(arms).size());
    }
    assertEquals(proposals.stream().map(Proposal::key).distinct().count(), keys.size());
  }

  @Example
  void theSameProfileIsNotCountedTwiceButARelationIsEvidenceOfItsOwn() {
    var own =
        rank(List.of(proposal("k", Arm.PATTERN, 0.5, true), proposal("k", Arm.TIME, 0.4, true)));
    assertEquals(0.5, own.get(0).probability(), 1e-12);
    var both =
        rank(List.of(proposal("k", Arm.PATTERN, 0.5, true), proposal("k", Arm.RELATED, 0.4, true)));
    assertEquals(0.7, both.get(0).probability(), 1e-12);
  }

  @Example
  void aCandidateIsAdmissibleWhenOneArmAdmitsIt() {
    var two = List.of(proposal("k", Arm.PATTERN, 0.5, false), proposal("k", Arm.TIME, 0, true));
    assertTrue(rank(two).get(0).admissible());
    assertFalse(rank(two.subList(0, 1)).get(0).admissible());
  }

  @Example
  void atMostAThousandAreRanked() {
    var many = new ArrayList<Proposal>();
    for (int i = 0; i < 1_500; i++) {
      many.add(proposal("k" + i, Arm.PATTERN, i / 1_500.0, true));
    }
    var ranked = rank(many);
    assertEquals(1_000, ranked.size());
    assertEquals("k1499", ranked.get(0).key());
  }

  @Example
  void everyStrategyRunsItsOwnArms() {
    var planner = new Planner(
        List.of(given(Arm.PATTERN), given(Arm.TIME), given(Arm.RELATED), given(Arm.GROCERY)),
        new ArrivalForecast(0.95));
    var demand = Demand.at(NOW).snapshot();
    assertEquals(4, planner.rank(Strategy.AUTO, demand, NOW).size());
    assertEquals(
        planner.rank(Strategy.AUTO, demand, NOW), planner.rank(Strategy.FULL, demand, NOW));
    assertEquals(
        List.of("PATTERN", "TIME"),
        planner.rank(Strategy.PARTIAL, demand, NOW).stream().map(Candidate::key).toList());
    assertEquals(
        List.of("RELATED"),
        planner.rank(Strategy.RELATED, demand, NOW).stream().map(Candidate::key).toList());
    assertTrue(planner.offers(Strategy.PARTIAL));
    assertFalse(planner.offers(Strategy.OLLAMA), "it is switched off");
  }

  @Example
  void slowAndAlwaysMissedBeatsFastAndAlwaysHit() {
    var profile = Demand.flat(100);
    var base = Demand.pattern("slow", "c", profile);
    var slow = withLoad(base, "slow", 5_000);
    var fast = withLoad(base, "fast", 5);
    var forecast = new ArrivalForecast(0.95);
    var planner = new Planner(List.of(new PatternStrategy(forecast, 5, 0.7)), forecast);
    var demand = Demand.at(NOW).add(fast).add(slow).snapshot();
    assertEquals("slow", planner.rank(Strategy.AUTO, demand, NOW).get(0).key());
  }

  @Example
  void aNamedKeyIsAdmissibleEvenWhenNobodyEverAskedForIt() {
    var forecast = new ArrivalForecast(0.95);
    var planner = new Planner(List.of(), forecast);
    var known = Demand.pattern("known", "c", Demand.flat(1_000));
    var demand = Demand.at(NOW).add(known).snapshot();
    var named =
        planner.named(List.of("new", "known", "new"), demand, NOW, Arm.NAMED, "named by hand");
    assertEquals(List.of("new", "known"), named.stream().map(Candidate::key).toList());
    assertTrue(named.stream().allMatch(Candidate::admissible));
    assertEquals(forecast.probability(known, demand, NOW), named.get(1).probability(), 1e-12);
    assertEquals(named.get(1), planner.named("known", demand, NOW, Arm.NAMED, "named by hand"));
  }

  private static io.cachewarmer.popularity.PatternView withLoad(
      io.cachewarmer.popularity.PatternView p, String key, double load) {
    return new io.cachewarmer.popularity.PatternView(
        key,
        p.category(),
        p.count(),
        p.recentCount(),
        load < 10 ? 1 : 0,
        load,
        p.bytes(),
        0,
        0.8,
        List.of(),
        p.profile());
  }

  private static WarmingStrategy given(Arm arm) {
    return new WarmingStrategy() {
      @Override
      public Arm arm() {
        return arm;
      }

      @Override
      public List<Proposal> propose(DemandSnapshot demand, Moment moment) {
        return List.of(proposal(arm.name(), arm, 0.5, true));
      }
    };
  }

  private static List<Candidate> rank(List<Proposal> proposals) {
    return Merging.rank(proposals, Map.of(), Planner.MOST_CANDIDATES);
  }

  private static Proposal proposal(String key, Arm arm, double p, boolean admissible) {
    return new Proposal(key, arm, p, 100, admissible, "because " + arm);
  }

  @Provide
  Arbitrary<List<Proposal>> proposals() {
    return Combinators.combine(
            Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(2),
            Arbitraries.of(Arm.class),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(0, 5_000),
            Arbitraries.of(true, false),
            Arbitraries.of("x", "y"))
        .as(Proposal::new)
        .list()
        .ofMaxSize(40);
  }
}
