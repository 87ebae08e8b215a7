package io.cachewarmer.http.wire;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.wire.Peer.Phase;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The open connections, bounded in number and in patience. A connection must bring its first request,
 * and each body, within the deadline, and may rest only so long between requests; else it is closed.
 * An idle timeout of Vert.x would not do: it never ends a body that drips, and it cuts an answer that
 * takes its time.
 */
public final class Connections {

  public static final int MOST = 4_096;

  // A little less than the ten seconds that are promised: the sweep comes twice a second.
  static final Duration DEADLINE = Duration.ofMillis(9_400);
  static final Duration REST = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<HttpConnection, Peer> peers = new HashMap<>();
  private final AtomicInteger open;
  private final LongAdder refused;

  /**
   * @param open shows the number of connections to other threads
   * @param refused counts connections that were closed because there were too many
   */
  public Connections(Clock clock, AtomicInteger open, LongAdder refused) {
    this.clock = clock;
    this.open = open;
    this.refused = refused;
  }

  /** Takes a new connection in, or closes it when there are too many. */
  public void opened(HttpConnection connection) {
    if (peers.size() >= MOST) {
      refused.increment();
      connection.close();
      return;
    }
    peers.put(connection, new Peer(connection, this));
    open.incrementAndGet();
    connection.closeHandler(closed -> {
      if (peers.remove(connection) != null) {
        open.decrementAndGet();
      }
    });
  }

  /** The connection of a request that has just come; it is being answered. */
  public Peer of(HttpConnection connection) {
    var peer = peers.get(connection);
    if (peer == null) {
      peer = new Peer(connection, this); // over the bound, and on its way out
    }
    peer.answering();
    return peer;
  }

  /** Closes what took too long; called twice a second. */
  public void sweep() {
    long now = clock.ticks();
    for (var peer : List.copyOf(peers.values())) {
      var patience =
          switch (peer.phase()) {
            case NEW, READING -> DEADLINE;
            case RESTING -> REST;
            case ANSWERING -> null;
          };
      if (patience != null && peer.age(now) > patience.toNanos()) {
        peer.expire();
      }
    }
  }

  /** Whether a request has come that is not answered yet. */
  public boolean isBusy() {
    return peers.values().stream()
        .anyMatch(peer -> peer.phase() == Phase.READING || peer.phase() == Phase.ANSWERING);
  }

  long ticks() {
    return clock.ticks();
  }
}
