package io.cachewarmer.ownership.hazelcast;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.bus.ClusterMessage.Heeded;
import io.cachewarmer.bus.ClusterMessage.Ping;
import io.cachewarmer.bus.ClusterTopics;
import io.cachewarmer.config.Config;
import io.cachewarmer.ownership.hazelcast.Join.Joined;
import io.cachewarmer.testing.Certificates;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes in this JVM: who is let in, and whose a key is. */
class JoinIT {

  private final List<Joined> joined = new ArrayList<>();
  private final List<Config.Member> members = IntStream.range(0, 2)
      .mapToObj(i -> new Config.Member("127.0.0.1", ServiceProcess.freePort()))
      .toList();

  @TempDir
  Path folder;

  @AfterEach
  void leave() throws Exception {
    for (var node : joined) {
      node.vertx().close().await(30, SECONDS);
    }
  }

  @Test
  void everyKeyIsOwnedByOneNodeAndBothKnowWhich() throws Exception {
    var a = join("one", Optional.empty());
    var b = join("one", Optional.empty());
    awaitSize(2, a, b);
    // Each node hears of a moved partition on its own, so that the tables differ until the last
    // move.
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
      assertThat(a.cluster().ownedShare()).isBetween(0.3, 0.7);
      for (int i = 0; i < 1_000; i++) {
        assertOneOwner("key-" + i, a, b);
      }
    });
    assertThat(a.cluster().isMajority()).isTrue();
  }

  @Test
  void aMemberThatIsListedByNameIsFoundAtAnotherAddress() throws Exception {
    var listed = List.of(new Config.Member("localhost", ServiceProcess.freePort()));
    var a = join(listed, Optional.empty(), "127.0.0.1", "one", Optional.empty());
    var b =
        join(listed, Optional.of(ServiceProcess.freePort()), "127.0.0.2", "one", Optional.empty());
    awaitSize(2, a, b);
  }

  @Test
  void aNodeOfAnotherNameIsNotLetIn() throws Exception {
    var a = join("one", Optional.empty());
    var foreign = join("another", Optional.empty());
    assertThat(a.cluster().nodes()).hasSize(1);
    assertThat(foreign.cluster().nodes()).hasSize(1);
    assertThat(a.cluster().isMajority()).isFalse();
  }

  @Test
  void nodesWithCertificatesOfOneAuthorityTalk() throws Exception {
    var ours = Certificates.authority(folder.resolve("ours"));
    var a = join("one", Optional.of(ours.certify("a")));
    var b = join("one", Optional.of(ours.certify("b")));
    awaitSize(2, a, b);
    serve(a);
    assertThat(ask(b, a).await(20, SECONDS)).isEqualTo(new Heeded());
  }

  @Test
  void whoHasNoCertificateOfTheAuthorityIsNotHeard() throws Exception {
    var ours = Certificates.authority(folder.resolve("ours"));
    var theirs = Certificates.authority(folder.resolve("theirs"));
    var a = join("one", Optional.of(ours.certify("a")));
    var stranger = join("one", Optional.of(theirs.certify("b")));
    awaitSize(2, a, stranger);
    serve(a);
    assertThatThrownBy(() -> ask(stranger, a).await(20, SECONDS)).isNotNull();
  }

  @Test
  void whoSpeaksInClearTextIsNotHeard() throws Exception {
    var ours = Certificates.authority(folder.resolve("ours"));
    var a = join("one", Optional.of(ours.certify("a")));
    var stranger = join("one", Optional.empty());
    awaitSize(2, a, stranger);
    serve(a);
    assertThatThrownBy(() -> ask(stranger, a).await(20, SECONDS)).isNotNull();
  }

  private static void assertOneOwner(String key, Joined a, Joined b) {
    var self = (a.cluster().owns(key) ? a : b).cluster().self();
    assertThat(a.cluster().owns(key)).isNotEqualTo(b.cluster().owns(key));
    assertThat(a.cluster().elsewhere(key).orElse(a.cluster().self())).isEqualTo(self);
    assertThat(b.cluster().elsewhere(key).orElse(b.cluster().self())).isEqualTo(self);
  }

  private static void serve(Joined node) throws Exception {
    ClusterTopics.PING
        .serve(
            node.vertx().eventBus(),
            node.cluster().self(),
            ping -> Future.succeededFuture(new Heeded()))
        .known()
        .await(20, SECONDS);
  }

  private static Future<Heeded> ask(Joined from, Joined to) {
    return ClusterTopics.PING.request(from.vertx().eventBus(), to.cluster().self(), new Ping());
  }

  private Joined join(String name, Optional<Config.Tls> tls) throws Exception {
    return join(members, Optional.empty(), "127.0.0.1", name, tls);
  }

  private Joined join(
      List<Config.Member> listed,
      Optional<Integer> port,
      String host,
      String name,
      Optional<Config.Tls> tls)
      throws Exception {
    var cluster =
        new Config.Cluster(listed, Optional.empty(), port, host, name, tls, Duration.ZERO, 0);
    var node = Join.cluster(cluster, options -> Vertx.builder().with(options)).await(60, SECONDS);
    joined.add(node);
    return node;
  }

  private static void awaitSize(int size, Joined... nodes) {
    await().atMost(Duration.ofSeconds(60)).until(() -> List.of(nodes).stream()
        .allMatch(node -> node.cluster().nodes().size() == size));
  }
}
