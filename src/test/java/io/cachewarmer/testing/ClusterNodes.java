package io.cachewarmer.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several services in JVMs of their own that are nodes of one cluster on loopback. */
public final class ClusterNodes implements AutoCloseable {

  /** A machine that is busy with tests starts several JVMs slowly. */
  private static final Duration START = Duration.ofSeconds(90);

  private static final List<String> SMALL =
      List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:MaxDirectMemorySize=32m");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, String> settings;
  private final List<Integer> doors = new ArrayList<>();
  private final List<ServiceProcess> nodes = new ArrayList<>();

  /** @param settings what all nodes are told */
  public ClusterNodes(Path folder, int size, Map<String, String> settings) {
    this.folder = folder;
    this.settings = new HashMap<>(settings);
    // As a container would set it: glibc otherwise keeps an arena of memory for every thread.
    this.settings.put("MALLOC_ARENA_MAX", "2");
    var members = IntStream.range(0, size)
        .mapToObj(i -> "127.0.0.1:" + ServiceProcess.freePort())
        .collect(Collectors.joining(","));
    this.settings.put("CACHE_WARMER_CLUSTER_MEMBERS", members);
    for (int i = 0; i < size; i++) {
      doors.add(ServiceProcess.freePort());
      try {
        Files.createDirectories(folderOf(i));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      nodes.add(launch(i, Map.of()));
    }
    nodes.forEach(node -> node.awaitReady(START));
    awaitMembers(size);
  }

  public static Map<String, String> sharing(RedisServer redis, String prefix) {
    return Map.of("REDIS_URL", redis.url().toString(), "REDIS_KEY_PREFIX", prefix);
  }

  public ServiceProcess node(int i) {
    return nodes.get(i);
  }

  public List<ServiceProcess> all() {
    return List.copyOf(nodes);
  }

  public int indexOf(ServiceProcess node) {
    return nodes.indexOf(node);
  }

  /** Starts a node that has ended once more, with what it had learned. */
  public ServiceProcess restart(int i) {
    nodes.set(i, launch(i, Map.of()));
    return nodes.get(i).awaitReady(START);
  }

  /** The node by itself, outside of the cluster, with what it had learned. */
  public ServiceProcess alone(int i) {
    var lonely = new HashMap<String, String>();
    lonely.put("CACHE_WARMER_CLUSTER_MEMBERS", "");
    lonely.put("REDIS_URL", "");
    nodes.set(i, launch(i, lonely));
    return nodes.get(i).awaitReady(START);
  }

  /** Until every node that lives sees so many. */
  public void awaitMembers(int size) {
    await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> living()
        .allMatch(node -> health(node).at("/cluster/members").size() == size));
  }

  public Stream<ServiceProcess> living() {
    return nodes.stream().filter(node -> node.process().isAlive());
  }

  public static JsonNode health(ServiceProcess node) {
    return json(node.get("/health").body());
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One figure of a node's metrics; 0 when there is no such series. */
  public static double metric(ServiceProcess node, String series) {
    return node.get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  private ServiceProcess launch(int i, Map<String, String> more) {
    var all = new HashMap<>(settings);
    all.putAll(more);
    all.put("CACHE_WARMER_PORT", Integer.toString(doors.get(i)));
    return ServiceProcess.launch(folderOf(i), all, SMALL);
  }

  private Path folderOf(int i) {
    return folder.resolve("node-" + i);
  }

  @Override
  public void close() {
    nodes.forEach(ServiceProcess::close);
  }
}
