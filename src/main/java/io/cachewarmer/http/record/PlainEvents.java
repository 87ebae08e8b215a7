package io.cachewarmer.http.record;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.http.json.PlainReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events in the words that nearly all agents post, read in one pass. A body or a line that is not plain is left
 * as a whole to the reader that goes token by token. Belongs to one event loop.
 */
final class PlainEvents {

  private final PlainReader in = new PlainReader();

  /** A body of one event or of an array of them; empty when any of it is not plain. */
  Optional<Posted> body(byte[] bytes, int from, int to, Draft draft, long nowMillis) {
    in.open(bytes, from, to, true);
    boolean batch = in.passes('[');
    var events = new ArrayList<AccessEvent>(1);
    do {
      draft.plain(in, nowMillis).ifPresent(events::add);
    } while (batch && events.size() < EventParser.MOST_EVENTS && in.passes(','));
    if (batch) {
      in.expect(']');
    }
    in.finish();
    return in.lost() ? Optional.empty() : Optional.of(new Posted(batch, events, List.of()));
  }

  /** The event of the line that begins there; empty when the line is not plain. */
  Optional<AccessEvent> line(byte[] bytes, int from, int to, Draft draft, long nowMillis) {
    in.open(bytes, from, to, false);
    var event = draft.plain(in, nowMillis);
    in.finish();
    return in.lost() ? Optional.empty() : event;
  }

  /** Where the line that was just read ends. */
  int endOfLine() {
    return in.position();
  }

  /** Lets go of the bytes. */
  void close() {
    in.close();
  }
}
