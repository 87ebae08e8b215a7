package io.cachewarmer.config;

import static io.cachewarmer.config.Settings.*;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The cluster: nothing when neither members nor a service are named. */
final class ClusterSettings {

  private static final int MOST_MEMBERS = 100;
  private static final int HIGHEST_PORT = 65_535;

  private final Values values;
  private final Problems problems;
  private final UnaryOperator<Path> here;

  /** @param here makes a path absolute */
  ClusterSettings(Values values, Problems problems, UnaryOperator<Path> here) {
    this.values = values;
    this.problems = problems;
    this.here = here;
  }

  Config.Cluster read() {
    return new Config.Cluster(
        values.get(CLUSTER_MEMBERS).orElse(List.of()),
        values.get(CLUSTER_SERVICE),
        values.get(CLUSTER_PORT),
        values.get(CLUSTER_HOST),
        values.get(CLUSTER_NAME),
        tls(),
        values.get(NEAR_CACHE_TTL),
        values.get(NEAR_CACHE_BYTES));
  }

  static Form<List<Config.Member>> members() {
    return new Form<>("host:port, host:port, ..., each once, at most " + MOST_MEMBERS, text -> {
      var members =
          Arrays.stream(text.split(",", -1)).map(ClusterSettings::member).toList();
      if (members.size() > MOST_MEMBERS || members.stream().distinct().count() < members.size()) {
        throw new IllegalArgumentException("too many, or one twice");
      }
      return members;
    });
  }

  private static Config.Member member(String text) {
    int colon = text.lastIndexOf(':');
    var host = Urls.host().parse().apply(text.substring(0, Math.max(0, colon)).strip());
    int port = Integer.parseInt(text.substring(colon + 1).strip());
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("no such port");
    }
    return new Config.Member(host, port);
  }

  private Optional<Config.Tls> tls() {
    var named = List.of(CLUSTER_TLS_CERT, CLUSTER_TLS_KEY, CLUSTER_TLS_CA);
    var given = named.stream().filter(values::isGiven).toList();
    if (given.isEmpty()) {
      return Optional.empty();
    }
    named.stream()
        .filter(setting -> !given.contains(setting))
        .forEach(missing ->
            problems.add("%s is not set, but %s is; certificate, key and authority belong together"
                .formatted(values.nameOf(missing), values.nameOf(given.get(0)))));
    return values
        .get(CLUSTER_TLS_CERT)
        .flatMap(cert -> values.get(CLUSTER_TLS_KEY).flatMap(key -> values
            .get(CLUSTER_TLS_CA)
            .map(ca -> new Config.Tls(here.apply(cert), here.apply(key), here.apply(ca)))));
  }
}
