package io.cachewarmer.foresight;

import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The figures of foresight. Gauges read copies of their own, for a scrape comes on any thread. */
final class ForesightMetrics {

  private static final List<Arm> DECIDING = List.of(Arm.PATTERN, Arm.RELATED, Arm.PREDICTIVE);

  private final Telemetry telemetry;
  private final LongAdder unmade;
  private final LongAdder leftToOthers;
  private volatile double price;
  private volatile int items;

  ForesightMetrics(Telemetry telemetry) {
    this.telemetry = telemetry;
    unmade = telemetry.counter(Metric.FORESIGHT_UNMADE);
    leftToOthers = telemetry.counter(Metric.FORESIGHT_LEFT_TO_OTHERS);
    DECIDING.forEach(arm -> telemetry.counter(Metric.FORESIGHT_DECISIONS, arm.label()));
    telemetry.gauge(Metric.SHADOW_PRICE, () -> price);
    telemetry.gauge(Metric.FORESIGHT_ITEMS, () -> items);
  }

  void now(LiveModel model) {
    price = model.price();
    items = model.items();
  }

  void decided(List<Decision> decisions) {
    decisions.forEach(
        one -> telemetry.counter(Metric.FORESIGHT_DECISIONS, one.arm().label()).increment());
  }

  void leftToOthers(int decisions) {
    leftToOthers.add(decisions);
  }

  void unmade(int decisions) {
    unmade.add(decisions);
  }
}
