package io.cachewarmer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.prompt.PromptKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmOutcomesTest {

  private final WarmOutcomes outcomes = new WarmOutcomes(100);

  @Test
  void aWarmThatIsReadIsAccurateAndSavesItsLoadOnce() {
    outcomes.warmed("milk", Arm.PATTERN, 0, 1_000, 120);
    outcomes.heard(List.of(access("milk", 500, true), access("milk", 600, true)));
    var tally = outcomes.tally(700);
    assertEquals(2, tally.hitsOnWarmed());
    assertEquals(1, tally.accuracy());
    assertEquals(120, tally.savedMillis());
    assertEquals(1, tally.coverage());
    assertEquals(0, tally.wasted());
  }

  @Test
  void aWarmThatEndsUnreadIsWasted() {
    outcomes.warmed("milk", Arm.TIME, 0, 1_000, 120);
    outcomes.warmed("bread", Arm.TIME, 0, 5_000, 120);
    outcomes.warmed("bread", Arm.TIME, 900, 5_900, 120);
    outcomes.heard(List.of(access("milk", 1_000, true), access("bread", 1_000, true)));
    var tally = outcomes.tally(1_000);
    assertEquals(2, tally.wasted(), "milk expired, the first bread was loaded again");
    assertEquals(1 / 3.0, tally.accuracy(), 1e-12);
  }

  @Test
  void aWarmWhoseFateIsOpenCountsNeitherWay() {
    outcomes.warmed("milk", Arm.TIME, 0, 1_000, 120);
    assertEquals(0, outcomes.tally(999).wasted());
    assertEquals(0, outcomes.tally(999).accuracy());
    assertEquals(1, outcomes.tally(1_000).wasted());
  }

  @Test
  void aWarmThatWasClearedTakesNoCreditForTheHitsAfterIt() {
    outcomes.warmed("milk", Arm.TIME, 0, 1_000, 120);
    outcomes.emptied();
    outcomes.heard(List.of(access("milk", 10, false), access("milk", 20, true)));
    var tally = outcomes.tally(30);
    assertEquals(1, tally.demandHits());
    assertEquals(0, tally.hitsOnWarmed());
    assertEquals(1, tally.wasted());
  }

  @Test
  void coverageIsThePartOfMissesThatWarmingSaved() {
    outcomes.warmed("milk", Arm.TIME, 0, 1_000, 120);
    outcomes.heard(List.of(
        access("milk", 10, true),
        access("a", 20, false),
        access("b", 30, false),
        access("c", 40, false),
        access("a", 50, true)));
    assertEquals(0.25, outcomes.tally(60).coverage(), 1e-12);
  }

  @Test
  void theWarmersOwnLoadsAreNoDemand() {
    outcomes.warmed("milk", Arm.TIME, 0, 1_000, 120);
    outcomes.warmed("milk", Arm.PATTERN, 500, 1_500, 120);
    var tally = outcomes.tally(600);
    assertEquals(0, tally.demandRequests());
    assertEquals(0, tally.demandHits());
    assertEquals(Map.of(Arm.TIME, 1L, Arm.PATTERN, 1L), tally.warmsBy());
  }

  @Test
  void aReadBeforeTheWarmIsNotItsMerit() {
    outcomes.warmed("milk", Arm.TIME, 1_000, 2_000, 120);
    outcomes.heard(List.of(access("milk", 999, true)));
    assertEquals(0, outcomes.tally(1_500).hitsOnWarmed());
    assertEquals(1, outcomes.tally(1_500).demandHits());
  }

  @Test
  void anAnswerIsFollowedUnderItsKey() {
    outcomes.warmed(PromptKey.of("m", "Hi?"), Arm.OLLAMA, 0, 1_000, 250);
    outcomes.heard(List.of(new PromptAccess("", "m:latest", "Hi?", 5, 3, true, "", "", "")));
    assertEquals(1, outcomes.tally(6).hitsOnWarmed());
  }

  @Test
  void onlySoManyWarmsAreFollowed() {
    var few = new WarmOutcomes(2);
    few.warmed("a", Arm.TIME, 0, 10, 1);
    few.warmed("b", Arm.TIME, 0, 20, 1);
    few.warmed("c", Arm.TIME, 0, 30, 1);
    assertEquals(2, few.tally(1_000).wasted(), "of the first nothing is known");
  }

  private static AccessEvent access(String key, long at, boolean hit) {
    return new ItemAccess("", key, at, 5, hit, "", List.of(), 0, "", "");
  }
}
