package io.cachewarmer.config;

import static io.cachewarmer.config.Settings.*;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What must hold so that nodes find each other, and nobody else finds them. */
final class ClusterChecks {

  private static final String PEM = "-----BEGIN ";

  private final Config config;
  private final Config.Cluster cluster;
  private final Values values;
  private final Problems problems;

  ClusterChecks(Config config, Values values, Problems problems) {
    this.config = config;
    this.cluster = config.cluster();
    this.values = values;
    this.problems = problems;
  }

  void run() {
    if (!cluster.enabled()) {
      nothingWithoutMembers();
      return;
    }
    whereTheOthersAre();
    if (cluster.members().isEmpty()) {
      whoMayHear();
    } else {
      ownPort();
    }
    cluster.tls().ifPresent(tls -> {
      mustBePem(CLUSTER_TLS_CERT, tls.certificate());
      mustBePem(CLUSTER_TLS_KEY, tls.key());
      mustBePem(CLUSTER_TLS_CA, tls.authority());
    });
  }

  private void nothingWithoutMembers() {
    // Members that could not be read are a problem already.
    if (values.isGiven(CLUSTER_MEMBERS) || values.isGiven(CLUSTER_SERVICE)) {
      return;
    }
    if (cluster.port().isPresent()) {
      isForNothing(CLUSTER_PORT);
    }
    if (cluster.tls().isPresent()) {
      isForNothing(CLUSTER_TLS_CERT);
    }
  }

  private void isForNothing(Setting<?> setting) {
    problems.add("%s is set, but neither %s nor %s"
        .formatted(
            values.nameOf(setting),
            values.nameOf(CLUSTER_MEMBERS),
            values.nameOf(CLUSTER_SERVICE)));
  }

  private void whereTheOthersAre() {
    if (!cluster.members().isEmpty() && cluster.service().isPresent()) {
      problems.add("%s and %s are both set; nodes are found by one of them"
          .formatted(values.nameOf(CLUSTER_MEMBERS), values.nameOf(CLUSTER_SERVICE)));
    }
    if (List.of("0.0.0.0", "::").contains(cluster.host())) {
      problems.add("%s is '%s', where nobody can be reached; name this machine's own address"
          .formatted(values.nameOf(CLUSTER_HOST), cluster.host()));
    }
    cluster
        .port()
        .filter(port -> port == config.http().port() || port == config.ollama().proxyPort())
        .ifPresent(port -> problems.add(
            "%s is %d, which is the port of a door".formatted(values.nameOf(CLUSTER_PORT), port)));
  }

  private void ownPort() {
    boolean named = cluster
        .port()
        .map(port -> cluster.members().stream().anyMatch(member -> member.port() == port))
        .orElseGet(() -> cluster.members().stream().anyMatch(ClusterChecks::isHere));
    if (!named) {
      problems.add("%s names no entry of this node; the list holds all nodes, this one too"
          .formatted(values.nameOf(CLUSTER_MEMBERS)));
      return;
    }
    boolean far = cluster.members().stream().anyMatch(each -> !Urls.isLoopback(each.host()));
    if (far && Urls.isLoopback(cluster.host())) {
      problems.add("%s is '%s', where the nodes of %s on other machines cannot reach this one"
          .formatted(values.nameOf(CLUSTER_HOST), cluster.host(), values.nameOf(CLUSTER_MEMBERS)));
    }
    whoMayHear();
  }

  private void whoMayHear() {
    if (!Urls.isLoopback(cluster.host())
        && cluster.tls().isEmpty()
        && !config.http().insecure()) {
      problems.add(
          ("%s '%s' can be reached from other machines: set CACHE_WARMER_CLUSTER_TLS_CERT, _KEY and"
                  + " _CA, or CACHE_WARMER_INSECURE=true if everybody there may be a node")
              .formatted(values.nameOf(CLUSTER_HOST), cluster.host()));
    }
  }

  /** Whether an address of this machine is meant. A name that does not resolve here is of another one. */
  static boolean isHere(Config.Member member) {
    try {
      var address = InetAddress.getByName(member.host());
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException elsewhere) {
      return false;
    }
  }

  private void mustBePem(Setting<?> setting, Path file) {
    if (!isPem(file)) {
      problems.add("%s names '%s', which is not a PEM file that can be read"
          .formatted(values.nameOf(setting), Secrets.masked(file.toString())));
    }
  }

  private static boolean isPem(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.readString(file, StandardCharsets.US_ASCII).contains(PEM);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
