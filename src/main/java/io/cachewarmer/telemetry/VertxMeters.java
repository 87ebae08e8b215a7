package io.cachewarmer.telemetry;

import io.micrometer.core.instrument.Meter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * What Vert.x itself measures: its pools and the HTTP client. Its meters of the server, the sockets, the
 * bus and Redis are off: they cost on every request and every message, and our own counters say more.
 */
public final class VertxMeters {

  private static final Set<MetricsDomain> OFF = EnumSet.of(
      MetricsDomain.HTTP_SERVER,
      MetricsDomain.NET_SERVER,
      MetricsDomain.NET_CLIENT,
      MetricsDomain.DATAGRAM_SOCKET,
      MetricsDomain.EVENT_BUS,
      MetricsDomain.VERTICLES);

  // No remote address and no path: both come from outside and would make series without end.
  private static final Set<Label> LABELS =
      EnumSet.of(Label.POOL_TYPE, Label.POOL_NAME, Label.HTTP_METHOD, Label.HTTP_CODE);

  // A category as well, though Vert.x has no constant for it.
  private static final String REDIS = "redis";

  private VertxMeters() {}

  /** A builder for a Vert.x whose meters are shown by that exposition. */
  public static VertxBuilder builder(VertxOptions options, Exposition exposition) {
    // Registries are kept by name for the whole JVM; one name for all would give a second Vert.x
    // the first's.
    var metrics = new MicrometerMetricsOptions()
        .setEnabled(true)
        .setRegistryName("cache-warmer-" + UUID.randomUUID())
        .setLabels(LABELS);
    OFF.forEach(metrics::addDisabledMetricsCategory);
    metrics.addDisabledMetricsCategory(REDIS);
    return Vertx.builder()
        .with(options.setMetricsOptions(metrics))
        .withMetrics(new MicrometerMetricsFactory(exposition.registry()));
  }

  /**
   * Whether it belongs to a pool whose name is not from a fixed set. Pools of HTTP connections are called
   * host:port, a series for each address ever called; those of Redis have a random name, another at each
   * start, which a pool shares with the one of the attempt before it.
   */
  static boolean isOfUnboundedPool(Meter.Id id) {
    var name = id.getTag("pool_name");
    return REDIS.equals(id.getTag("pool_type")) || (name != null && name.contains(":"));
  }
}
