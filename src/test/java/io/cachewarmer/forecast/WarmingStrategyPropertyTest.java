package io.cachewarmer.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.PatternView.Related;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the port promises of each strategy, whatever was learned and whenever it is asked. */
class WarmingStrategyPropertyTest {

  private static final int A_FEW_HUNDRED = 600;
  private static final long WEEK = 7 * 24 * Demand.HOUR;
  private static final long MONDAY = 1_763_942_400_000L;

  private final ArrivalForecast forecast = new ArrivalForecast(0.95);
  private final Catalogue catalogue;

  WarmingStrategyPropertyTest() throws IOException {
    catalogue = Catalogue.parse(Files.readAllLines(Path.of("conf", "catalogue.csv")));
  }

  @Property(tries = 60)
  void patternKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new PatternStrategy(forecast, 5, 0.7), seed, moment);
  }

  @Property(tries = 60)
  void timeOfDayKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new TimeOfDayStrategy(forecast, catalogue), seed, moment);
  }

  @Property(tries = 60)
  void relatedKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new RelatedStrategy(forecast, catalogue, key -> true), seed, moment);
  }

  @Property(tries = 60)
  void predictiveKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new PredictiveStrategy(forecast), seed, moment);
  }

  @Property(tries = 60)
  void ollamaKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new OllamaStrategy(forecast, "m"), seed, moment);
  }

  @Property(tries = 60)
  void groceryKeepsThePromises(@ForAll("seeds") long seed, @ForAll("moments") Moment moment) {
    keepsThePromises(new GroceryStrategy(forecast, catalogue), seed, moment);
  }

  private static void keepsThePromises(WarmingStrategy strategy, long seed, Moment moment) {
    var demand = demand(seed, moment);
    var proposals = strategy.propose(demand, moment);
    assertThat(proposals).hasSizeLessThanOrEqualTo(A_FEW_HUNDRED).allSatisfy(proposal -> {
      assertThat(proposal.arm()).isEqualTo(strategy.arm());
      assertThat(proposal.probability()).isBetween(0.0, 1.0);
      assertThat(proposal.savedMillis()).isPositive().isFinite();
      assertThat(proposal.detail()).isNotBlank();
    });
    assertThat(proposals).extracting(Proposal::key).doesNotHaveDuplicates();
    assertThat(strategy.propose(demand, moment)).isEqualTo(proposals);
    assertThat(strategy.propose(shuffled(demand, seed), moment)).isEqualTo(proposals);
  }

  /** Up to 700 keys: more than any strategy may propose. Many share their figures, as ties must not matter. */
  private static DemandSnapshot demand(long seed, Moment moment) {
    var random = new Random(seed);
    var demand = Demand.at(moment).days(0.25 + random.nextInt(20));
    int keys = random.nextInt(700);
    for (int i = 0; i < keys; i++) {
      var key = (random.nextBoolean() ? "grocery:milk-" : "k") + i;
      var counts = new float[HourOfWeekProfile.HOURS];
      for (int j = random.nextInt(5); j >= 0; j--) {
        counts[random.nextInt(counts.length)] += random.nextInt(100);
      }
      var profile = HourOfWeekProfile.fromArray(counts);
      var pattern = Demand.with(
          Demand.pattern(key, "c" + random.nextInt(8), profile),
          profile.total(),
          random.nextInt(40),
          random.nextInt(11) / 10.0);
      demand.add(related(pattern, random));
      if (random.nextInt(10) == 0) {
        demand.asked(key);
      }
      if (random.nextInt(3) == 0) {
        demand.prompt(Demand.pattern("llm:" + i, "", profile), "m", "question " + i);
      }
    }
    return demand.snapshot();
  }

  private static PatternView related(PatternView pattern, Random random) {
    var related = new Related[random.nextInt(4)];
    for (int i = 0; i < related.length; i++) {
      related[i] = new Related("k" + random.nextInt(1_000), random.nextDouble(), true);
    }
    return Demand.related(pattern, related);
  }

  private static DemandSnapshot shuffled(DemandSnapshot demand, long seed) {
    return new DemandSnapshot(
        demand.atMillis(),
        demand.exposureDays(),
        demand.accesses(),
        shuffled(demand.patterns(), seed),
        shuffled(demand.prompts(), seed),
        demand.categories(),
        demand.store(),
        demand.askedLastHour());
  }

  private static <T> List<T> shuffled(List<T> all, long seed) {
    var other = new ArrayList<>(all);
    Collections.shuffle(other, new Random(seed));
    return other;
  }

  @Provide
  static Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  @Provide
  static Arbitrary<Moment> moments() {
    var zones = Arbitraries.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata");
    var hours = Arbitraries.of(1, 4, 24, 24 * 7);
    return Arbitraries.longs()
        .between(MONDAY, MONDAY + WEEK)
        .flatMap(at -> zones.flatMap(
            zone -> hours.map(ttl -> new Moment(at, ZoneId.of(zone), ttl * Demand.HOUR))));
  }
}
