package io.cachewarmer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WarmBudgetPropertyTest {

  record Step(int accesses, long millis, int warms) {}

  @Property
  void nodesThatTellEachOtherSpendOneBudget(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 8) Integer> rounds,
      @ForAll @IntRange(min = 1, max = 5) int nodes) {
    var budgets = Stream.generate(() -> new WarmBudget(.25)).limit(nodes).toList();
    int accesses = 0;
    int total = 0;
    for (int heard : rounds) {
      accesses += heard;
      var spent = new int[nodes];
      for (int i = 0; i < nodes; i++) {
        budgets.get(i).heard(heard, 0);
        spent[i] = budgets.get(i).spend(3);
        total += spent[i];
      }
      for (int i = 0; i < nodes; i++) {
        for (int other = 0; other < nodes; other++) {
          if (other != i) {
            budgets.get(i).spentElsewhere(spent[other]);
          }
        }
      }
      // What the others spend in the same second is heard after it, and made up for.
      assertThat((double) total).isLessThanOrEqualTo(.25 * accesses + 20 + 3 * (nodes - 1));
    }
    for (var budget : budgets) {
      assertThat(budget.left()).isNotNegative();
      assertThat(budget.view().spent()).isEqualTo(total);
    }
  }

  @Property
  void inNoStretchOfTimeIsMoreSpentThanEarnedAndOneBurst(
      @ForAll("steps") List<Step> steps, @ForAll @DoubleRange(min = 0, max = 2) double perAccess) {
    var budget = new WarmBudget(perAccess);
    long[] accesses = new long[steps.size() + 1];
    long[] spent = new long[steps.size() + 1];
    double burst = WarmBudget.LEAST_BURST;
    long now = 1_700_000_000_000L;
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      now += step.millis();
      budget.heard(step.accesses(), now);
      int paid = budget.spend(step.warms());
      assertTrue(paid >= 0 && paid <= step.warms());
      accesses[i + 1] = accesses[i] + step.accesses();
      spent[i + 1] = spent[i] + paid;
      double days = Math.max(1, (now - 1_700_000_000_000L - steps.get(0).millis()) / 86_400_000.0);
      burst = Math.max(burst, perAccess * accesses[i + 1] / days / 2);
      for (int from = 0; from <= i; from++) {
        double allowed = perAccess * (accesses[i + 1] - accesses[from]) + burst;
        assertTrue(spent[i + 1] - spent[from] <= allowed + 1e-6);
      }
    }
    assertEquals(spent[steps.size()], budget.view().spent());
    assertEquals(accesses[steps.size()], budget.view().accesses());
  }

  @Example
  void whatIsSpentApartCostsPredictionNothing() {
    var budget = new WarmBudget(0.25);
    budget.heard(40, 0);
    long before = budget.left();
    budget.spendApart(1_000);
    assertEquals(before, budget.left());
    assertEquals(1_000, budget.view().spentApart());
    assertEquals(0, budget.view().spent());
  }

  @Example
  void aClockThatStepsBackTakesNothingAway() {
    var budget = new WarmBudget(1);
    budget.heard(1_000, 1_000_000_000);
    long before = budget.left();
    budget.heard(0, 5);
    assertTrue(budget.left() <= before && budget.left() >= WarmBudget.LEAST_BURST);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2_000),
            Arbitraries.longs().between(0, 20_000_000),
            Arbitraries.integers().between(0, 500))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
