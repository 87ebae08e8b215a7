package io.cachewarmer.ownership.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import io.cachewarmer.config.Config.Cluster;

/** Our settings as Hazelcast's: nobody is searched for, and a dead node is missed soon. */
final class HazelcastSettings {

  /** Where Vert.x keeps who listens to which address; its own file would configure it the same. */
  private static final String SUBSCRIPTIONS = "__vertx.subs";

  private HazelcastSettings() {}

  /**
   * @param address this node's, numeric
   * @param port this node's
   */
  static Config of(Cluster cluster, String address, int port) {
    var config = new Config().setClusterName(cluster.name());
    var network = config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
    var join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    cluster
        .service()
        .ifPresentOrElse(
            service -> join.getKubernetesConfig()
                .setEnabled(true)
                .setProperty("service-dns", service)
                .setProperty("service-port", Integer.toString(port)),
            () -> join.getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(2)
                .setMembers(
                    cluster.members().stream().map(each -> each.toString()).toList()));
    config.addMultiMapConfig(new MultiMapConfig(SUBSCRIPTIONS)
        .setBackupCount(1)
        .setValueCollectionType(ValueCollectionType.SET));
    config.getSerializationConfig().setJavaSerializationFilterConfig(onlyTheirs());
    // Not as its interface: of members listed by name, only those at one of its addresses would be
    // asked.
    config.setProperty("hazelcast.local.localAddress", address);
    // Merging after a split waits for minutes by default, a frozen node is missed after one.
    return config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "1")
        .setProperty("hazelcast.max.wait.seconds.before.join", "5")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "10")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
        .setProperty("hazelcast.graceful.shutdown.max.wait", "8")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.operation.response.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1")
        .setProperty("hazelcast.slow.operation.detector.enabled", "false")
        .setProperty("hazelcast.health.monitoring.level", "OFF");
  }

  /** What a node may send us as a serialised Java object, which it then is made of here. */
  private static JavaSerializationFilterConfig onlyTheirs() {
    var filter = new JavaSerializationFilterConfig();
    filter
        .getWhitelist()
        .addPrefixes("java.lang.", "java.util.", "io.vertx.", "com.hazelcast.", "[");
    return filter;
  }
}
