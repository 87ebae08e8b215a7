package io.cachewarmer.monitoring;

import io.cachewarmer.bus.Message.Health;
import io.cachewarmer.bus.Message.Health.Check;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Readiness;
import io.cachewarmer.telemetry.Telemetry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known state of the dependencies: the verdict on the service, its gauges, and one log line per
 * change. Written by one event loop, read by scrapes from any thread.
 */
final class Pulse {

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final Readiness readiness;
  private final Map<String, Boolean> up = new ConcurrentHashMap<>();

  Pulse(Readiness readiness, Telemetry telemetry, Collection<Dependency> watched) {
    this.readiness = readiness;
    for (var dependency : watched) {
      telemetry.gauge(Metric.DEPENDENCY_UP, () -> isUp(dependency) ? 1 : 0, dependency.label());
    }
    telemetry.gauge(Metric.DEGRADED, () -> up.containsValue(false) ? 1 : 0);
    telemetry.gauge(Metric.READY, () -> isReady() ? 1 : 0);
  }

  /** Takes the latest answers and says what they mean for the service. */
  Health feel(List<Check> checks) {
    // What nobody asks for any more is not down.
    up.keySet().retainAll(checks.stream().map(Check::name).toList());
    checks.forEach(this::note);
    return new Health(up.containsValue(false), isReady(), checks);
  }

  private void note(Check check) {
    var before = up.put(check.name(), check.up());
    // Down at the very first look is news; up at the first look is not.
    if (!check.up() && !Boolean.FALSE.equals(before)) {
      LOG.atWarn()
          .addKeyValue("dependency", check.name())
          .addKeyValue("detail", check.detail())
          .log("a dependency went down");
    } else if (check.up() && Boolean.FALSE.equals(before)) {
      LOG.atInfo().addKeyValue("dependency", check.name()).log("a dependency came back");
    }
  }

  private boolean isReady() {
    return readiness.isReady() && isUp(Dependency.SQLITE);
  }

  private boolean isUp(Dependency dependency) {
    return up.getOrDefault(dependency.label(), false);
  }
}
