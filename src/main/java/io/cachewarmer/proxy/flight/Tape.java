package io.cachewarmer.proxy.flight;

import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pieces of one answer, kept for each listener until it has taken them, and from the first one on as
 * long as they fit, so that others may join.
 */
final class Tape {

  /** Beyond this the answer is not kept for those who come later. */
  private static final long MOST_BYTES = 4L << 20;

  /** How far the quickest listener may be behind before upstream has to wait. */
  private static final long AHEAD_BYTES = 256L << 10;

  private final Budget budget;
  private final Runnable room;
  private final List<Place> places = new ArrayList<>();
  private List<Piece> pieces = new ArrayList<>();
  private int first;
  private long total;
  private long dropped;
  private boolean whole = true;
  private boolean waiting;
  private boolean ended;
  private Optional<Throwable> broken = Optional.empty();

  /** @param room called when there is room again after {@link #add} said that there is none */
  Tape(Budget budget, Runnable room) {
    this.budget = budget;
    this.room = room;
  }

  /** Whether everything is still here, so that somebody may join. */
  boolean isWhole() {
    return whole;
  }

  /** False when upstream had better wait. */
  boolean add(Piece piece) {
    pieces.add(piece);
    total += piece.weight();
    if (whole && !(total <= MOST_BYTES && budget.take(piece.weight()))) {
      whole = false;
      budget.give(total - piece.weight());
    }
    List.copyOf(places).forEach(Place::give);
    settle();
    waiting = !places.isEmpty() && total - quickest() > AHEAD_BYTES;
    return !waiting;
  }

  void end() {
    ended = true;
    List.copyOf(places).forEach(Place::give);
    settle();
  }

  /** Nobody will join any more. */
  void close() {
    if (whole) {
      whole = false;
      budget.give(total);
    }
    forget();
  }

  void fail(Throwable cause) {
    broken = Optional.of(cause);
    List.copyOf(places).forEach(Place::give);
    close();
  }

  /** Only while the tape is whole. */
  Place join(Listener listener) {
    var place = new Place(listener);
    places.add(place);
    return place;
  }

  private long quickest() {
    return places.stream().mapToLong(place -> place.takenBytes).max().orElse(total);
  }

  /** Once nobody can join: forgets what all have taken, and cuts off who holds too much for itself. */
  private void settle() {
    if (!whole) {
      long quickest = quickest();
      for (var place : List.copyOf(places)) {
        if (place.takenBytes < quickest && total - place.takenBytes > MOST_BYTES) {
          place.leave();
          place.listener.broken(
              new OriginFailure(Kind.TIMEOUT, "the answer was not read quickly enough"));
        }
      }
      forget();
    }
  }

  private void forget() {
    int needed = places.stream().mapToInt(place -> place.next).min().orElse(first + pieces.size());
    if (needed - first > pieces.size() / 2) {
      for (int i = first; i < needed; i++) {
        dropped += pieces.get(i - first).weight();
      }
      pieces = new ArrayList<>(pieces.subList(needed - first, pieces.size()));
      first = needed;
    }
  }

  /** Bytes held now. */
  long held() {
    return total - dropped;
  }

  /** How far one listener is. */
  final class Place {

    private final Listener listener;
    private int next;
    private long takenBytes;
    private boolean left;
    private boolean pumping;
    private boolean full;

    private Place(Listener listener) {
      this.listener = listener;
    }

    /** The listener has room again, or begins to listen. */
    void pump() {
      full = false;
      give();
    }

    /** Gives the listener what there is for it, as long as it has room. */
    private void give() {
      if (pumping) {
        return;
      }
      pumping = true;
      while (!left && !full && next < first + pieces.size()) {
        var piece = pieces.get(next - first);
        next++;
        takenBytes += piece.weight();
        full = !listener.take(piece);
      }
      pumping = false;
      if (!left && next == first + pieces.size() && (ended || broken.isPresent())) {
        leave();
        broken.ifPresentOrElse(listener::broken, listener::ended);
      }
      if (waiting && total - quickest() <= AHEAD_BYTES / 2) {
        waiting = false;
        room.run();
      }
    }

    void leave() {
      left = true;
      places.remove(this);
      if (!whole) {
        forget();
      }
      if (waiting && (places.isEmpty() || total - quickest() <= AHEAD_BYTES / 2)) {
        waiting = false;
        room.run();
      }
    }
  }
}
