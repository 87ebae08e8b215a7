package io.cachewarmer.forecast;

import static io.cachewarmer.forecast.Demand.daily;
import static io.cachewarmer.forecast.Demand.flat;
import static io.cachewarmer.forecast.Demand.moment;
import static io.cachewarmer.forecast.Demand.pattern;
import static io.cachewarmer.forecast.Demand.related;
import static io.cachewarmer.forecast.Demand.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.popularity.PatternView.Related;
import io.cachewarmer.prompt.CommonQueries;
import io.cachewarmer.prompt.PromptKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final ArrivalForecast forecast = new ArrivalForecast(0.95);
  private final Catalogue catalogue;

  StrategiesTest() throws IOException {
    catalogue = Catalogue.parse(Files.readAllLines(Path.of("conf", "catalogue.csv")));
  }

  @Test
  void patternAdmitsWhatIsAskedForOftenAndImportantAndShowsTheNextBest() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var demand = Demand.at(now);
    demand.add(with(pattern("yes", "c", flat(10)), 4.5, 1, 0.7));
    demand.add(with(pattern("rare", "c", flat(10)), 4.4, 1, 0.9));
    demand.add(with(pattern("unimportant", "c", flat(10)), 50, 1, 0.69));
    for (int i = 0; i < 200; i++) {
      demand.add(with(pattern("k" + i, "c", flat(1)), 1, 0, 0.1));
    }
    var proposals = new PatternStrategy(forecast, 5, 0.7).propose(demand.snapshot(), now);
    assertEquals(
        List.of("yes"),
        proposals.stream().filter(Proposal::admissible).map(Proposal::key).toList());
    assertEquals(101, proposals.size());
    assertTrue(keys(proposals).keySet().containsAll(List.of("rare", "unimportant")));
  }

  @Test
  void breakfastIsProposedInTheMorningOfTheZone() {
    var strategy = new TimeOfDayStrategy(forecast, catalogue);
    var berlinMorning = moment("2026-11-25T07:00", BERLIN);
    var sameInNewYork = new Moment(berlinMorning.atMillis(), ZoneId.of("America/New_York"), 1_000);
    var demand = Demand.at(berlinMorning).snapshot();
    assertTrue(keys(strategy.propose(demand, berlinMorning)).containsKey("grocery:bagels"));
    assertEquals(List.of(), strategy.propose(demand, sameInNewYork));
  }

  @Test
  void theWeekendBringsBulk() {
    var strategy = new TimeOfDayStrategy(forecast, catalogue);
    var saturday = moment("2026-11-28T14:30", BERLIN);
    var friday = moment("2026-11-27T14:30", BERLIN);
    assertTrue(keys(strategy.propose(Demand.at(saturday).snapshot(), saturday))
        .containsKey("grocery:toilet-paper"));
    assertEquals(List.of(), strategy.propose(Demand.at(friday).snapshot(), friday));
  }

  @Test
  void aLearnedHourIsSeenAcrossMidnight() {
    var strategy = new TimeOfDayStrategy(forecast, Catalogue.EMPTY);
    var late = moment("2026-11-25T23:30", BERLIN);
    var noon = moment("2026-11-25T12:00", BERLIN);
    var demand = Demand.at(noon).add(pattern("snack", "c", daily(40, 0))).snapshot();
    assertTrue(keys(strategy.propose(demand, late)).containsKey("snack"));
    assertEquals(List.of(), strategy.propose(demand, noon));
  }

  @Test
  void aKeyAskedForAroundTheClockBelongsToNoHour() {
    var strategy = new TimeOfDayStrategy(forecast, Catalogue.EMPTY);
    var now = moment("2026-11-25T12:00", BERLIN);
    var demand =
        Demand.at(now).add(pattern("p", "c", flat(500))).add(pattern("one", "c", daily(1, 12)));
    assertEquals(List.of(), strategy.propose(demand.snapshot(), now));
  }

  @Test
  void whatGoesWithMilkIsProposedAfterMilk() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var milk =
        related(pattern("grocery:milk", "dairy", flat(5)), new Related("grocery:jam", 0.5, true));
    var quiet = new RelatedStrategy(forecast, catalogue, k -> catalogue.find(k).isPresent());
    var demand = Demand.at(now).add(milk).asked("grocery:milk").snapshot();
    var proposals = keys(quiet.propose(demand, now));
    assertFalse(proposals.containsKey("grocery:jam"), "neither asked for nor in the catalogue");
    assertTrue(proposals.containsKey("grocery:cheese"));
    assertFalse(proposals.containsKey("grocery:milk"));
    var open = new RelatedStrategy(forecast, catalogue, k -> true);
    assertTrue(keys(open.propose(demand, now)).containsKey("grocery:jam"));
  }

  @Test
  void oneTouchIsNoTrend() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var demand = Demand.at(now)
        .add(with(pattern("old", "staples", flat(1_000)), 1_000, 100, 0.5))
        .add(with(pattern("touched", "organic", flat(1)), 1, 1, 0.5))
        .snapshot();
    assertEquals(List.of(), new PredictiveStrategy(forecast).propose(demand, now));
  }

  @Test
  void aRisingCategoryBringsItsTopFive() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var demand = Demand.at(now).add(with(pattern("old", "staples", flat(1_000)), 1_000, 60, 0.5));
    for (int i = 0; i < 8; i++) {
      demand.add(with(pattern("o" + i, "organic", flat(10)), 10, 4.5 - i * 0.1, 0.5));
    }
    var proposals = new PredictiveStrategy(forecast).propose(demand.snapshot(), now);
    assertEquals(java.util.Set.of("o0", "o1", "o2", "o3", "o4"), keys(proposals).keySet());
  }

  @Test
  void aRisingItemIsExpectedMoreOftenThanItsRecordSays() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var rising = with(pattern("new", "c", flat(20)), 20, 18, 0.5);
    var demand = Demand.at(now)
        .add(with(pattern("old", "c", flat(1_000)), 1_000, 100, 0.5))
        .add(rising)
        .snapshot();
    var proposal = keys(new PredictiveStrategy(forecast).propose(demand, now)).get("new");
    assertTrue(proposal.probability() > forecast.probability(rising, demand, now));
  }

  @Test
  void learnedQuestionsComeByWhatTheySaveAndThenTheCommonOnes() {
    var now = moment("2026-11-25T12:00", BERLIN);
    String often = PromptKey.of("m", "often");
    String common = PromptKey.of("m", CommonQueries.all().get(0));
    var demand = Demand.at(now)
        .prompt(pattern(common, "", flat(5)), "m", CommonQueries.all().get(0))
        .prompt(pattern(often, "", flat(500)), "m", "often")
        .snapshot();
    var proposals = new OllamaStrategy(forecast, "m").propose(demand, now);
    assertEquals(often, proposals.get(0).key());
    assertEquals(common, proposals.get(1).key());
    assertEquals(1 + CommonQueries.all().size(), proposals.size());
    assertEquals(proposals.size(), keys(proposals).size());
  }

  @Test
  void theHundredCommonArticlesAreProposedInAnyStore() {
    var now = moment("2026-11-25T12:00", BERLIN);
    var strategy = new GroceryStrategy(forecast, catalogue);
    var proposals = strategy.propose(Demand.at(now).snapshot(), now);
    assertEquals(100, keys(proposals).size());
    assertTrue(proposals.stream().allMatch(p -> p.probability() > 0 && p.admissible()));
    proposals.forEach(p -> assertTrue(catalogue.find(p.key()).isPresent(), p.key()));
  }

  private static Map<String, Proposal> keys(List<Proposal> proposals) {
    var keys = new HashMap<String, Proposal>();
    proposals.forEach(p -> keys.put(p.key(), p));
    assertEquals(proposals.size(), keys.size(), "each key once");
    return keys;
  }
}
