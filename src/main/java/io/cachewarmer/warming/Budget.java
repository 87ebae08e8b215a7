package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.SharedMessage.Spent;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.plan.Plan;
import io.cachewarmer.plan.WarmBudget;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;

/** Who pays for a warm: cycles and decisions at events from what was earned by accesses heard, everybody else apart. */
final class Budget {

  private final WarmBudget budget;
  private volatile double spentPerAccess;
  private long byCycles;
  private long atEvents;

  Budget(double warmsPerAccess, Telemetry telemetry) {
    budget = new WarmBudget(warmsPerAccess);
    telemetry.gauge(Metric.BUDGET_SPENT, () -> spentPerAccess);
  }

  /** In a cluster the budget is one: earned by the accesses of all nodes, spent by any. */
  void share(EventBus bus, Clock clock) {
    Topics.HEARD_ELSEWHERE.subscribe(bus, told -> {
      budget.spentElsewhere(told.warms());
      heard(told.accesses(), clock.millis());
    });
    Topics.ASK_SPENT.serve(bus, asked -> Future.succeededFuture(new Spent(byCycles, atEvents)));
  }

  void heard(int accesses, long atMillis) {
    budget.heard(accesses, atMillis);
    show();
  }

  /** Warms that a run of this kind may spend. */
  long left(Trigger trigger) {
    return isPrediction(trigger) ? budget.left() : Long.MAX_VALUE;
  }

  void pay(Trigger trigger) {
    if (isPrediction(trigger)) {
      budget.spend(1);
      byCycles += trigger == Trigger.CYCLE ? 1 : 0;
      atEvents += trigger == Trigger.EVENT ? 1 : 0;
    } else {
      budget.spendApart(1);
    }
    show();
  }

  Plan.BudgetView view() {
    return budget.view();
  }

  double spentPerAccess() {
    return spentPerAccess;
  }

  private static boolean isPrediction(Trigger trigger) {
    return trigger == Trigger.CYCLE || trigger == Trigger.EVENT;
  }

  private void show() {
    var view = budget.view();
    spentPerAccess = view.accesses() == 0 ? 0 : (double) view.spent() / view.accesses();
  }
}
