package io.cachewarmer.ownership.hazelcast;

import io.cachewarmer.config.Config.Cluster;
import io.cachewarmer.config.Config.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;

/** Makes this process a node of the cluster. Blocks for name resolution: to be called at start, once. */
public final class Join {

  private static final int PORT_OF_A_SERVICE = 5701;
  private static final int BUS_PING_MILLIS = 5_000;
  private static final int CONNECT_MILLIS = 2_000;

  /** A Vert.x whose event bus spans the cluster, and what is known of the others. */
  public record Joined(Vertx vertx, HazelcastCluster cluster) {}

  private Join() {}

  /** @param builder of a Vert.x with these options */
  public static Future<Joined> cluster(
      Cluster cluster, Function<VertxOptions, VertxBuilder> builder) {
    // What it logs before it has read its settings, else to java.util.logging.
    System.setProperty("hazelcast.logging.type", "slf4j");
    var address = address(cluster.host());
    return attempt(cluster, builder, address, ports(cluster));
  }

  /** Nodes that start at the same moment see the same port free; who comes second takes the next one. */
  private static Future<Joined> attempt(
      Cluster cluster,
      Function<VertxOptions, VertxBuilder> builder,
      InetAddress address,
      List<Integer> ports) {
    var free = ports.stream().filter(port -> isFree(address, port)).toList();
    if (free.isEmpty()) {
      return Future.failedFuture("every port that this node may have for the others is taken");
    }
    return join(cluster, builder, address, free.get(0))
        .recover(failure -> isOfAddress(failure) && free.size() > 1
            ? attempt(cluster, builder, address, free.subList(1, free.size()))
            : Future.failedFuture(failure));
  }

  private static Future<Joined> join(
      Cluster cluster,
      Function<VertxOptions, VertxBuilder> builder,
      InetAddress address,
      int port) {
    var settings = HazelcastSettings.of(cluster, address.getHostAddress(), port);
    var hazelcast = new HazelcastClusterManager(settings);
    var options = new VertxOptions();
    bus(options.getEventBusOptions(), cluster, address.getHostAddress());
    return builder
        .apply(options)
        .withClusterManager(hazelcast)
        .buildClustered()
        .map(vertx -> new Joined(
            vertx,
            new HazelcastCluster(
                hazelcast.getHazelcastInstance(), hazelcast.getNodeId(), cluster)));
  }

  private static boolean isOfAddress(Throwable failure) {
    return failure instanceof BindException
        || (failure.getCause() != null && isOfAddress(failure.getCause()));
  }

  private static void bus(EventBusOptions options, Cluster cluster, String address) {
    options
        .setHost(address)
        .setClusterPublicHost(address)
        .setPort(0)
        .setConnectTimeout(CONNECT_MILLIS)
        .setClusterPingInterval(BUS_PING_MILLIS)
        .setClusterPingReplyInterval(BUS_PING_MILLIS);
    cluster.tls().ifPresent(tls -> secure(options, tls));
  }

  /** Both sides show a certificate; a node is known by who signed for it, not by its name. */
  private static void secure(EventBusOptions options, Tls tls) {
    options
        .setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions()
            .addCertPath(tls.certificate().toString())
            .addKeyPath(tls.key().toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.authority().toString()))
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("this node's own address does not resolve: " + host, e);
    }
  }

  private static List<Integer> ports(Cluster cluster) {
    if (cluster.port().isPresent() || cluster.members().isEmpty()) {
      return List.of(cluster.port().orElse(PORT_OF_A_SERVICE));
    }
    return cluster.members().stream()
        .filter(member -> isHere(member.host()))
        .map(member -> member.port())
        .toList();
  }

  private static boolean isHere(String host) {
    try {
      var address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException elsewhere) {
      return false;
    }
  }

  private static boolean isFree(InetAddress address, int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
