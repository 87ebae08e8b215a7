package io.cachewarmer.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two agents that use a service all the time, one request after the other: one records what it asked for
 * elsewhere, one reads items through the service. What they hear but 200 is kept.
 */
public final class Agents implements AutoCloseable {

  /** Asked for again and again, but never read through the service. */
  public static final String RECORDED = "grocery:milk";

  private static final List<String> READ = List.of("grocery:eggs", "grocery:bread", "grocery:rice");
  private static final int MOST_ERRORS_TOLD = 10;

  private final ServiceProcess service;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final Queue<Long> recordingNanos = new ConcurrentLinkedQueue<>();
  private final Queue<Long> readNanos = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean working = true;

  private Agents(ServiceProcess service) {
    this.service = service;
  }

  public static Agents at(ServiceProcess service) {
    var agents = new Agents(service);
    agents.threads.execute(() -> agents.work(agents::record, agents.recordingNanos));
    agents.threads.execute(() -> agents.work(agents::read, agents.readNanos));
    return agents;
  }

  /** Everything but 200 so far, the first few of it. */
  public List<String> errors() {
    return errors.stream().limit(MOST_ERRORS_TOLD).toList();
  }

  public int recordings() {
    return recordingNanos.size();
  }

  public int reads() {
    return readNanos.size();
  }

  public Duration recordingP99() {
    long[] sorted = sorted(recordingNanos);
    return Duration.ofNanos(sorted[sorted.length * 99 / 100]);
  }

  public Duration longestRead() {
    long[] sorted = sorted(readNanos);
    return Duration.ofNanos(sorted[sorted.length - 1]);
  }

  public void forgetLatencies() {
    recordingNanos.clear();
    readNanos.clear();
    awaitRecordings(1);
  }

  /** Waits until so many more were recorded and some items read. */
  public void awaitRecordings(int more) {
    int recorded = recordings() + more;
    int read = reads() + Math.min(more, 20);
    await("agents at work")
        .atMost(Duration.ofSeconds(30))
        .until(() -> recordings() >= recorded && reads() >= read);
  }

  private void work(Runnable request, Queue<Long> nanos) {
    while (working) {
      long began = System.nanoTime();
      try {
        request.run();
      } catch (RuntimeException broken) {
        errors.add(broken.toString());
      }
      nanos.add(System.nanoTime() - began);
    }
  }

  private void record() {
    hear(
        service
            .post("/record/access", "{\"itemId\":\"" + RECORDED + "\",\"loadTime\":200}")
            .statusCode(),
        "a recording");
  }

  private void read() {
    var item = READ.get(turn.getAndIncrement() % READ.size());
    hear(service.get("/items/" + item.replace(":", "%3A")).statusCode(), "a read");
  }

  private void hear(int status, String what) {
    if (status != 200) {
      errors.add(what + " was answered with " + status);
    }
  }

  private static long[] sorted(Queue<Long> nanos) {
    long[] all = nanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(all);
    return all;
  }

  @Override
  public void close() {
    working = false;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the agents do not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
