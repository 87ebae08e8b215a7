package io.cachewarmer.warming;

import io.cachewarmer.origin.Origin;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that takes a while, sees how many are at it at once, and fails as it is told. */
public final class FakeOrigin implements Origin {

  public final List<String> asked = new CopyOnWriteArrayList<>();
  public final Map<String, Kind> failing = new ConcurrentHashMap<>();
  public final AtomicInteger peak = new AtomicInteger();
  /** Keys that were asked for while they were being loaded: must stay empty. */
  public final Set<String> twiceAtOnce = ConcurrentHashMap.newKeySet();

  public volatile boolean dead;
  public volatile long millis = 5;
  public volatile Runnable onLoad = () -> {};

  private final Vertx vertx;
  private final Set<String> loading = ConcurrentHashMap.newKeySet();

  public FakeOrigin(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public Future<Buffer> load(String key) {
    asked.add(key);
    if (!loading.add(key)) {
      twiceAtOnce.add(key);
    }
    peak.accumulateAndGet(loading.size(), Math::max);
    onLoad.run();
    var took = millis == 0 ? Future.succeededFuture() : vertx.timer(millis, TimeUnit.MILLISECONDS);
    return took.compose(over -> {
      loading.remove(key);
      var kind = dead ? Kind.UNAVAILABLE : failing.get(key);
      return kind == null
          ? Future.succeededFuture(Buffer.buffer("{\"id\":\"" + key + "\"}"))
          : Future.failedFuture(new OriginFailure(kind, "it fails as told"));
    });
  }

  @Override
  public Future<Void> ping() {
    return Future.succeededFuture();
  }

  public int atIt() {
    return loading.size();
  }
}
