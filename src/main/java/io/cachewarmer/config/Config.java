package io.cachewarmer.config;

import io.cachewarmer.prompt.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** All settings, parsed and validated once at start and never changed after. */
public record Config(
    Http http,
    Redis redis,
    Warming warming,
    Analytics analytics,
    Strategies strategies,
    Origin origin,
    Ollama ollama,
    Sqlite sqlite,
    Cluster cluster,
    Log log,
    List<Schedule> schedules) {

  public Config {
    schedules = List.copyOf(schedules);
  }

  /**
   * The settings of the environment, then of the file that it names or {@code conf/cache-warmer.yaml}
   * in the working directory, then the defaults. Relative paths start at the working directory.
   *
   * @throws InvalidConfigException naming everything that is wrong
   */
  public static Config load(Map<String, String> environment, Path workingDirectory) {
    return load(environment, workingDirectory, config -> List.of());
  }

  /**
   * The same, with the contents of the files that the settings name looked at by who knows them.
   *
   * @param contents a sentence for everything that is wrong there; it is also asked when the settings
   *     are wrong, and may then be shown defaults and files that are not there
   */
  public static Config load(
      Map<String, String> environment,
      Path workingDirectory,
      Function<Config, List<String>> contents) {
    return new ConfigLoader(environment, workingDirectory).load(contents);
  }

  /** The effective settings as names and texts, passwords masked, for one line in the log. */
  public Map<String, String> describe() {
    return Description.of(this);
  }

  /**
   * @param insecure whether a host beyond loopback may be bound without tokens
   * @param tokensFile names and hashes of who may call; empty = nobody is asked
   */
  public record Http(String host, int port, boolean insecure, Optional<Path> tokensFile) {}

  /**
   * @param url of the server with its port and without a database number; empty = the heap store
   *     serves
   * @param cacheDatabase holds the values, {@code analyticsDatabase} the shared counts
   */
  public record Redis(
      Optional<URI> url, int cacheDatabase, int analyticsDatabase, String keyPrefix) {

    /** The generated text would carry the password into whatever logs a {@code Config}. */
    @Override
    public String toString() {
      return "Redis[url=%s, cacheDatabase=%d, analyticsDatabase=%d, keyPrefix=%s]"
          .formatted(
              url.map(u -> Secrets.masked(u.toString())).orElse("unset"),
              cacheDatabase,
              analyticsDatabase,
              keyPrefix);
    }
  }

  /**
   * @param batchSize results written to the store together
   * @param concurrency loads in flight at once for warming
   * @param memoryLimit bytes that warmed entries may hold, as stored
   * @param ttlJitter share of the TTL by which a value may live shorter, 0 to 0.9
   * @param budget warms per access that prediction may spend
   * @param upstreamPerMinute loads that warming may start in a minute; 0 = no limit
   * @param holdOut share of keys that prediction never warms, to compare with; 0 = none
   * @param adaptShares whether a strategy without lift gets a smaller share by itself
   * @param heapBytes bound of the heap store, for warmed and demand-loaded values together
   */
  public record Warming(
      boolean enabled,
      Duration interval,
      int batchSize,
      int concurrency,
      int maxItems,
      long memoryLimit,
      Duration ttl,
      double ttlJitter,
      double priorityThreshold,
      int minAccessCount,
      double budget,
      int upstreamPerMinute,
      boolean onStart,
      ZoneId timezone,
      int compressItemsAbove,
      int compressAnswersAbove,
      double holdOut,
      boolean adaptShares,
      long heapBytes) {}

  /** @param decayFactor what is left of a count after a day, above 0 and at most 1 */
  public record Analytics(
      double sampleRate, Duration retention, double decayFactor, int maxPatterns) {}

  public record Strategies(
      boolean pattern,
      boolean time,
      boolean related,
      boolean predictive,
      boolean ollama,
      boolean grocery) {}

  /**
   * @param url template with {@code {id}}; empty = the built-in catalogue
   * @param catalogue file that replaces the built-in catalogue
   * @param timeout for one request, from its start to the end of the answer
   * @param maxConcurrent requests in flight at once, live and warming together
   */
  public record Origin(
      Optional<String> url,
      Optional<Path> catalogue,
      Duration timeout,
      int maxBytes,
      int retries,
      int maxConcurrent) {}

  /**
   * @param timeout the longest silence of the server, before an answer and within it
   * @param hardAge what an answer is never older than; between its TTL and this it is served when the
   *     server fails; zero = never
   * @param cacheSampled whether answers that were drawn by chance are kept too
   * @param normalise routes on which white space, case and the last mark of a question do not matter
   * @param groceryCommands whether grocery commands that mean the same share one answer
   */
  public record Ollama(
      URI url,
      boolean urlIsSet,
      String model,
      int warmConcurrency,
      int proxyPort,
      Duration timeout,
      Duration hardAge,
      boolean cacheSampled,
      Set<Route> normalise,
      boolean groceryCommands) {

    /** Where the door listens unless somebody says otherwise. */
    public static final int DEFAULT_PROXY_PORT = 11_435;

    public Ollama {
      normalise = Collections.unmodifiableSet(new TreeSet<>(normalise));
    }
  }

  /**
   * @param synchronous {@code normal} survives kill -9, {@code full} a power cut too
   * @param snapshotInterval how often what was learned is saved; the journal keeps what came since
   */
  public record Sqlite(Path path, String synchronous, Duration snapshotInterval) {}

  /**
   * The other nodes, where to find them and how to be found.
   *
   * @param members the same list on all nodes; empty = this node is alone, or asks the service
   * @param service a name that resolves to the addresses of all nodes
   * @param port of this node; empty = the first one of its entries in the list that is free
   * @param host the address that the other nodes reach this one at
   * @param nearTtl how long a value may be served from the heap in front of Redis; 0 = there is none
   * @param nearBytes what that heap may hold
   */
  public record Cluster(
      List<Member> members,
      Optional<String> service,
      Optional<Integer> port,
      String host,
      String name,
      Optional<Tls> tls,
      Duration nearTtl,
      long nearBytes) {

    public Cluster {
      members = List.copyOf(members);
    }

    /** This node is alone. */
    public static Cluster none() {
      return new Cluster(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          "127.0.0.1",
          "cache-warmer",
          Optional.empty(),
          Duration.ZERO,
          0);
    }

    public boolean enabled() {
      return !members.isEmpty() || service.isPresent();
    }
  }

  public record Member(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** PEM files: what this node shows, and who must have signed what the others show. */
  public record Tls(Path certificate, Path key, Path authority) {}

  /** @param level debug, info, warn or error; {@code format} is json or text */
  public record Log(String level, String format) {}

  /** @param items warmed instead of what the strategy would choose, when there are any */
  public record Schedule(String name, String cron, String strategy, List<String> items) {
    public Schedule {
      items = List.copyOf(items);
    }
  }
}
