package io.cachewarmer.bench;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.sqlite.SqliteArchive;
import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.OpenArchive;
import io.cachewarmer.bus.Message.Save;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.persistence.PersistenceVerticle;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How fast batches are kept, asked over the bus from an event loop one at a time as analytics does, and
 * how long keeping and reading back 50,000 patterns takes. Argument: a folder on the disk to measure
 * (default: the temporary folder), then {@code normal} or {@code full}.
 */
public final class ArchiveBench {

  private final Vertx vertx = Vertx.vertx();
  private long sequence;

  private ArchiveBench() {}

  public static void main(String[] args) throws Exception {
    var parent = Path.of(args.length > 0 ? args[0] : System.getProperty("java.io.tmpdir"));
    var folder = Files.createTempDirectory(parent, "archive-bench");
    new ArchiveBench().run(folder.resolve("bench.db"), args.length > 1 ? args[1] : "normal");
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void run(Path file, String synchronous) throws Exception {
    Topics.install(vertx);
    var worker = deploy(file, synchronous);
    for (int round = 0; round < 3; round++) {
      appends(32, 5_000);
      appends(1_000, 1_000);
      saves();
    }
    await(vertx.undeploy(worker));
    deploy(file, synchronous);
    long before = System.nanoTime();
    var opened = await(Topics.OPEN_ARCHIVE.request(vertx.eventBus(), new OpenArchive()));
    System.out.printf(
        "reading %,d patterns back: %.0f ms, file of %,d KiB%n",
        opened.restored().state().patterns().size(), millisSince(before), Files.size(file) >> 10);
    await(vertx.close());
  }

  private String deploy(Path file, String synchronous) throws Exception {
    var telemetry = new Telemetry(new SimpleMeterRegistry());
    var config = new Config.Sqlite(file, synchronous, java.time.Duration.ofMinutes(1));
    var archive = new SqliteArchive(vertx, config, Clock.system(), telemetry);
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER);
    var id = await(
        vertx.deployVerticle(new PersistenceVerticle(archive, Clock.system(), telemetry), options));
    if (sequence == 0) {
      await(Topics.OPEN_ARCHIVE.request(vertx.eventBus(), new OpenArchive()));
    }
    return id;
  }

  private void appends(int size, int count) throws Exception {
    var events = batch(size);
    long before = System.nanoTime();
    var done = Promise.<Void>promise();
    vertx.getOrCreateContext().runOnContext(go -> next(events, count, done));
    await(done.future());
    double micros = millisSince(before) * 1_000 / count;
    System.out.printf(
        "batches of %,5d: %,8.1f us each, %,7.0f appends/s, %,9.0f events/s%n",
        size, micros, 1e6 / micros, 1e6 / micros * size);
  }

  private void next(List<AccessEvent> events, int left, Promise<Void> done) {
    if (left == 0) {
      done.complete();
      return;
    }
    Topics.APPEND
        .request(vertx.eventBus(), new Append(++sequence, events))
        .onFailure(done::fail)
        .onSuccess(kept -> next(events, left - 1, done));
  }

  private void saves() throws Exception {
    var random = new Random(sequence);
    var patterns = IntStream.range(0, 50_000).mapToObj(i -> pattern(i, random)).toList();
    var state = new LearnedState(
        sequence, 1, sequence, patterns, List.of(), List.of(), List.of(), List.of());
    long before = System.nanoTime();
    await(Topics.SAVE.request(vertx.eventBus(), new Save(state)));
    System.out.printf("keeping 50,000 patterns: %.0f ms%n", millisSince(before));
  }

  private static PatternState pattern(int i, Random random) {
    var hours = new float[HourOfWeekProfile.HOURS];
    for (int used = 0; used < 12; used++) {
      hours[random.nextInt(hours.length)] = random.nextFloat();
    }
    double count = random.nextDouble() * 100;
    return new PatternState(
        "grocery:item-" + i,
        "category-" + i % 12,
        1_764_000_000_000L + i,
        1_764_000_000_000L + i,
        count,
        count / 2,
        count / 3,
        count * 120,
        count,
        2_048,
        HourOfWeekProfile.fromArray(hours),
        Map.of("grocery:item-" + (i + 1), 0.5f, "grocery:item-" + (i + 2), 0.25f),
        Map.of());
  }

  private static List<AccessEvent> batch(int size) {
    return IntStream.range(0, size)
        .<AccessEvent>mapToObj(i -> new ItemAccess(
            "",
            "grocery:item-" + i * 7 % 5_000,
            1_764_000_000_000L + i,
            120.5,
            i % 3 == 0,
            "category-" + i % 12,
            List.of(),
            2_048,
            "user-" + i % 50,
            ""))
        .toList();
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get();
  }
}
