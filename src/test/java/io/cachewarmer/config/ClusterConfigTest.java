package io.cachewarmer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterConfigTest {

  private static final String MEMBERS = "CACHE_WARMER_CLUSTER_MEMBERS";
  private static final String PORT = "CACHE_WARMER_CLUSTER_PORT";
  private static final String HOST = "CACHE_WARMER_CLUSTER_HOST";
  private static final String SERVICE = "CACHE_WARMER_CLUSTER_SERVICE";
  private static final String TLS = "CACHE_WARMER_CLUSTER_TLS_";

  @TempDir
  Path folder;

  @Test
  void aNodeIsAloneUnlessItIsToldOfOthers() {
    assertThat(load(Map.of()).cluster().enabled()).isFalse();
    assertThat(load(Map.of(MEMBERS, "127.0.0.1:5701")).cluster().enabled()).isTrue();
    assertThat(load(Map.of(SERVICE, "nodes.svc")).cluster().enabled()).isTrue();
  }

  @Test
  void membersAreReadInTheirOrder() {
    var cluster = load(Map.of(MEMBERS, "127.0.0.1:5701, [::1]:5702,127.0.0.1:5703", PORT, "5702"))
        .cluster();
    assertThat(cluster.members())
        .containsExactly(
            new Config.Member("127.0.0.1", 5701),
            new Config.Member("::1", 5702),
            new Config.Member("127.0.0.1", 5703));
    assertThat(cluster.port()).contains(5702);
  }

  @Test
  void aListWithoutAnEntryOfThisNodeIsRefused() {
    refuses("names no entry of this node", MEMBERS, "203.0.113.1:5701,203.0.113.2:5701");
    refuses("names no entry of this node", MEMBERS, "127.0.0.1:5701", PORT, "5702");
  }

  @Test
  void nodesOfOtherMachinesCannotReachLoopback() {
    refuses("cannot reach this one", MEMBERS, "127.0.0.1:5701,203.0.113.2:5701");
  }

  @Test
  void anAddressBeyondLoopbackWantsCertificatesOrAWord() {
    refuses("everybody there may be a node", SERVICE, "nodes.svc", HOST, "203.0.113.1");
    var told = Map.of(SERVICE, "nodes.svc", HOST, "203.0.113.1", "CACHE_WARMER_INSECURE", "true");
    assertThat(load(told).cluster().host()).isEqualTo("203.0.113.1");
  }

  @Test
  void anAddressWhereNobodyCanBeReachedIsRefused() {
    refuses("own address", SERVICE, "nodes.svc", HOST, "0.0.0.0", "CACHE_WARMER_INSECURE", "true");
  }

  @Test
  void aListAndAServiceAtOnceAreRefused() {
    refuses("both set", MEMBERS, "127.0.0.1:5701", SERVICE, "nodes.svc");
  }

  @Test
  void thePortOfADoorIsNotANodesPort() {
    refuses("port of a door", MEMBERS, "127.0.0.1:3006", PORT, "3006");
  }

  @Test
  void certificatesBelongTogetherAndMustBePem() throws Exception {
    var pem = Files.writeString(folder.resolve("a.pem"), "-----BEGIN CERTIFICATE-----\n");
    var text = Files.writeString(folder.resolve("a.txt"), "no certificate");
    refuses(
        "belong together",
        MEMBERS,
        "127.0.0.1:5701",
        TLS + "CERT",
        pem.toString(),
        TLS + "KEY",
        pem.toString());
    refuses(
        "not a PEM file",
        MEMBERS,
        "127.0.0.1:5701",
        TLS + "CERT",
        pem.toString(),
        TLS + "KEY",
        text.toString(),
        TLS + "CA",
        pem.toString());
    var all = Map.of(
        MEMBERS,
        "127.0.0.1:5701",
        TLS + "CERT",
        pem.toString(),
        TLS + "KEY",
        pem.toString(),
        TLS + "CA",
        "a.pem");
    assertThat(load(all).cluster().tls()).contains(new Config.Tls(pem, pem, pem));
  }

  @Test
  void theMembersAreDescribed() {
    assertThat(load(Map.of(MEMBERS, "127.0.0.1:5701")).describe())
        .containsKey("cluster.members.127.0.0.1:5701")
        .containsEntry("cluster.name", "cache-warmer");
  }

  private void refuses(String why, String... settings) {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    assertThatThrownBy(() -> load(environment))
        .isInstanceOfSatisfying(InvalidConfigException.class, wrong -> assertThat(
                List.of(wrong.getMessage().split("\n")))
            .hasSize(2)
            .last()
            .asString()
            .contains(why));
  }

  private Config load(Map<String, String> environment) {
    return Config.load(environment, folder);
  }
}
