package io.cachewarmer.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP origin with a fixed latency that watches how it is asked. */
public final class CountingOrigin {

  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger doubles = new AtomicInteger();
  private final ConcurrentHashMap<String, Boolean> open = new ConcurrentHashMap<>();

  /** Starts on that port; every item exists, and its value tells how many loads came before. */
  public Future<?> listen(Vertx vertx, int port, long latencyMillis) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(request -> {
          if (request.method() == HttpMethod.HEAD) {
            // The health check knocks; that is no load.
            request.response().end();
            return;
          }
          var path = request.path();
          if (open.putIfAbsent(path, true) != null) {
            doubles.incrementAndGet();
          }
          peak.accumulateAndGet(running.incrementAndGet(), Math::max);
          int number = loads.incrementAndGet();
          vertx.timer(latencyMillis).onComplete(waited -> {
            running.decrementAndGet();
            open.remove(path);
            request
                .response()
                .putHeader("Content-Type", "application/json")
                .end("{\"load\":" + number + "}");
          });
        })
        .listen();
  }

  public int peak() {
    return peak.get();
  }

  public int loads() {
    return loads.get();
  }

  /** How often a key was asked for while the same key was being answered. */
  public int doubles() {
    return doubles.get();
  }
}
