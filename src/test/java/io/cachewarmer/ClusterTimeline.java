package io.cachewarmer;

import static io.cachewarmer.testing.ClusterNodes.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.ClusterNodes;
import io.cachewarmer.testing.RedisServer;
import io.cachewarmer.testing.ServiceProcess;
import io.cachewarmer.testing.StampingOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Five minutes of three nodes with a schedule for every minute. The node that fires is killed before the
 * second instant and started again; the one that fires then stands still for 30 s over the fourth.
 */
final class ClusterTimeline {

  private static final int INSTANTS = 5;
  private static final String SCHEDULE = "each_minute";
  private static final int SLOW = 12;

  /**
   * @param firings by instant, which nodes fired it
   * @param takeover from the instant before which the owner was killed to its firing by another
   * @param takeoverOfFrozen the same for the node that stood still
   * @param loadsOfItem how often the origin was asked for an item of the schedule at these instants
   * @param recorded accesses acknowledged by nodes that were up
   * @param refused accesses that such a node did not take
   * @param older slow items whose stored value is older than one that was stored before
   * @param stoodStill what the frozen node told of itself after it woke up
   */
  record Report(
      Map<Instant, List<Integer>> firings,
      Duration takeover,
      Duration takeoverOfFrozen,
      int loadsOfItem,
      int recorded,
      List<String> refused,
      List<String> older,
      boolean stoodStill) {}

  private final ClusterNodes nodes;
  private final RedisServer redis;
  private final StampingOrigin origin;
  private final Set<Integer> up = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger recorded = new AtomicInteger();
  private final List<String> refused = java.util.Collections.synchronizedList(new ArrayList<>());

  private ClusterTimeline(ClusterNodes nodes, RedisServer redis, StampingOrigin origin) {
    this.nodes = nodes;
    this.redis = redis;
    this.origin = origin;
  }

  static Report run(Path folder, RedisServer redis) {
    try (var origin = new StampingOrigin(
            item -> item.startsWith("slow") ? Duration.ofSeconds(2) : Duration.ZERO);
        var nodes = new ClusterNodes(folder, 3, settings(folder, redis, origin))) {
      return new ClusterTimeline(nodes, redis, origin).watch();
    }
  }

  private static Map<String, String> settings(
      Path folder, RedisServer redis, StampingOrigin origin) {
    var file = folder.resolve("cluster.yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, """
          schedules:
            - {name: each_minute, cron: "* * * * *", strategy: full, items: [timed]}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var settings = new HashMap<>(ClusterNodes.sharing(redis, "time:"));
    settings.putAll(Map.of(
        "CACHE_WARMER_CONFIG", file.toString(),
        "GROCERY_ORIGIN_URL", origin.url(),
        "CACHE_WARMING_TTL", "40000",
        "CACHE_WARMING_TTL_JITTER", "0",
        "CACHE_WARMING_INTERVAL", "3600000",
        "CACHE_WARMING_ON_START", "false"));
    return settings;
  }

  private Report watch() {
    up.addAll(Set.of(0, 1, 2));
    var writers = IntStream.range(0, 3)
        .mapToObj(i -> CompletableFuture.runAsync(() -> record(i)))
        .toList();
    var first = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
    try {
      // A minute that began in between has its firing too, before those that are watched.
      until(first.minusSeconds(3));
      int loadsBefore = origin.loads("timed");
      int killed = firing(first);
      until(instant(first, 1).minusSeconds(4));
      up.remove(killed);
      nodes.node(killed).kill();
      firing(instant(first, 1));
      var takeover = claimed(instant(first, 1));
      nodes.restart(killed);
      nodes.awaitMembers(3);
      up.add(killed);
      int frozen = firing(instant(first, 2));
      var stale = freeze(frozen, instant(first, 3));
      var second = claimed(instant(first, 3));
      firing(instant(first, 4));
      until(instant(first, 4).plusSeconds(10));
      over.set(true);
      writers.forEach(CompletableFuture::join);
      return new Report(
          firings(first),
          takeover,
          second,
          origin.loads("timed") - loadsBefore,
          recorded.get(),
          List.copyOf(refused),
          stale,
          nodes.node(frozen).log().contains("This node stood still"));
    } finally {
      over.set(true);
    }
  }

  /** With loads under way whose answers wait for it; the slow items whose value has become older by it. */
  private List<String> freeze(int frozen, Instant over) {
    until(over.minusSeconds(5));
    var slow = IntStream.range(0, SLOW).mapToObj(i -> "slow-" + i).toList();
    var body = "{\"force\":true,\"items\":["
        + slow.stream().map(item -> "\"" + item + "\"").collect(Collectors.joining(",")) + "]}";
    var asked = CompletableFuture.supplyAsync(() -> nodes.node(frozen).post("/warm", body));
    await().until(() -> origin.loadsOf("slow") > 0);
    up.remove(frozen);
    nodes.node(frozen).freeze();
    var frozenAt = Instant.now();
    firing(over);
    int other = (frozen + 1) % 3;
    nodes.node(other).post("/warm", body);
    var younger = stamps(slow);
    until(frozenAt.plusSeconds(30));
    nodes.node(frozen).thaw();
    asked.join();
    var after = stamps(slow);
    up.add(frozen);
    return younger.entrySet().stream()
        .filter(item -> after.getOrDefault(item.getKey(), Long.MAX_VALUE) < item.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Long> stamps(List<String> items) {
    var stamps = new HashMap<String, Long>();
    try (var wire = redis.wire()) {
      for (var item : items) {
        var value = wire.call("GET", "time:" + item);
        if (value != null && value.startsWith("{")) {
          stamps.put(item, json(value).path("askedAt").asLong());
        }
      }
    }
    return stamps;
  }

  private static Instant instant(Instant first, int minutes) {
    return first.plus(minutes, ChronoUnit.MINUTES);
  }

  private static void until(Instant time) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !Instant.now().isBefore(time));
  }

  /** Waits for the firing of that instant; which node it was. */
  private int firing(Instant instant) {
    until(instant);
    await()
        .atMost(Duration.ofSeconds(55))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !firings(instant).getOrDefault(instant, List.of()).isEmpty());
    return firings(instant).get(instant).get(0);
  }

  /** How long after the instant a node took it upon itself, by what is left of the lease that it took. */
  private Duration claimed(Instant instant) {
    try (var wire = redis.wire()) {
      var lease = "time:\u001ffired:" + SCHEDULE + ":" + instant.toEpochMilli();
      long left = Long.parseLong(wire.call("PTTL", lease).replaceAll("[^0-9-]", ""));
      assertThat(left).isPositive();
      var taken = Instant.now().minus(Duration.ofHours(1).minusMillis(left));
      return Duration.between(instant, taken);
    }
  }

  private Map<Instant, List<Integer>> firings(Instant first) {
    var firings = new TreeMap<Instant, List<Integer>>();
    for (var node : nodes.all()) {
      for (var time : tellings(node)) {
        var minute = time.truncatedTo(ChronoUnit.MINUTES);
        if (!minute.isBefore(first) && minute.isBefore(instant(first, INSTANTS))) {
          firings.computeIfAbsent(minute, any -> new ArrayList<>()).add(nodes.indexOf(node));
        }
      }
    }
    return firings;
  }

  private static List<Instant> tellings(ServiceProcess node) {
    return node.log()
        .lines()
        .filter(line -> line.startsWith("{") && line.contains("\"schedule\":\"" + SCHEDULE + "\""))
        .map(line -> json(line))
        .filter(line -> line.path("message").asText().equals("It is time to warm"))
        .map(line -> Instant.parse(line.path("timestamp").asText()))
        .toList();
  }

  private void record(int i) {
    for (int n = 0; !over.get(); n++) {
      if (up.contains(i)) {
        var event = "{\"id\":\"%d-%d\",\"itemId\":\"heard-%d\",\"loadTime\":5}".formatted(i, n, i);
        tell(i, event).filter(problem -> up.contains(i)).ifPresent(refused::add);
      }
      await().pollDelay(Duration.ofMillis(50)).until(() -> true);
    }
  }

  private Optional<String> tell(int i, String event) {
    try {
      var answer = nodes.node(i).post("/record/access", event);
      if (answer.statusCode() == 200) {
        recorded.incrementAndGet();
        return Optional.empty();
      }
      return Optional.of(answer.statusCode() + " " + answer.body());
    } catch (UncheckedIOException away) {
      return Optional.of(away.toString());
    }
  }
}
