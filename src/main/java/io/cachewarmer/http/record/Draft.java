package io.cachewarmer.http.record;

import com.fasterxml.jackson.core.JsonToken;
import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.PlainReader;
import io.cachewarmer.http.json.StrictReader;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being read. One draft serves all events of its kind on an event loop: it is
 * cleared for each. Members that this kind knows are told apart by a bit each, so that a duplicate
 * costs no set.
 */
abstract class Draft {

  static final int NONE = 0;
  static final double LONGEST_WAIT_MILLIS = 3_600_000;

  private static final int ID = 1;
  private static final int USER = 1 << 1;
  private static final int SESSION = 1 << 2;
  private static final int TIMESTAMP = 1 << 3;

  /** The first bit that a kind may use for its own members. */
  static final int FIRST_OWN = 1 << 4;

  static final int LONGEST_ID = 128;
  private static final long LATEST_MILLIS = 3_600_000;
  private static final long EARLIEST_MILLIS = 5_000;

  private int seen;
  private int given;
  private String id = "";
  private String userId = "";
  private String sessionId = "";
  private long atMillis;

  /** The bit of a member of this kind, or {@link #NONE}. */
  abstract int own(String name);

  /** Reads the value at hand of the member with that bit; it is not null. */
  abstract void take(int bit, StrictReader in) throws MalformedJson;

  /** Complains when a required member is missing. */
  abstract void require(StrictReader in);

  abstract AccessEvent build(String id, long atMillis, String userId, String sessionId);

  /** Reads one event in a single pass; when it is not in the most common words, empty and the reader lost. */
  Optional<AccessEvent> plain(PlainReader in, long nowMillis) {
    in.lose();
    return Optional.empty();
  }

  void clear() {
    seen = 0;
    given = 0;
    id = "";
    userId = "";
    sessionId = "";
    atMillis = 0;
  }

  final boolean has(int bit) {
    return (given & bit) != 0;
  }

  /** Reads the object at hand, which must be the event itself. */
  final void read(StrictReader in, int depth) throws MalformedJson {
    if (in.token() != JsonToken.START_OBJECT) {
      in.complain("an event must be a JSON object");
      in.skip(depth);
      return;
    }
    Set<String> unknown = null;
    while (in.next() != JsonToken.END_OBJECT) {
      unknown = member(in, depth, unknown);
    }
    require(in);
  }

  private @Nullable Set<String> member(StrictReader in, int depth, @Nullable Set<String> unknown)
      throws MalformedJson {
    String name = in.name();
    int bit = bit(name);
    Set<String> names = unknown;
    if (bit == NONE) {
      names = names == null ? new HashSet<>() : names;
      in.once(names);
      in.next();
      in.skip(depth + 1);
      return names;
    }
    if ((seen & bit) != 0) {
      in.repeated(name);
    }
    seen |= bit;
    in.next();
    if (!in.isNull()) {
      given |= bit;
      value(bit, in);
    }
    return names;
  }

  private int bit(String name) {
    return switch (name) {
      case "id" -> ID;
      case "userId" -> USER;
      case "sessionId" -> SESSION;
      case "timestamp" -> TIMESTAMP;
      default -> own(name);
    };
  }

  private void value(int bit, StrictReader in) throws MalformedJson {
    switch (bit) {
      case ID -> id = in.text("id", 1, LONGEST_ID, false);
      case USER -> userId = in.text("userId", 1, LONGEST_ID, false);
      case SESSION -> sessionId = in.text("sessionId", 1, LONGEST_ID, false);
      case TIMESTAMP -> atMillis = (long) in.number("timestamp", Long.MAX_VALUE);
      default -> take(bit, in);
    }
  }

  /** What an envelope tells counts where the event itself tells nothing. */
  final void adopt(String envelopeId, long envelopeMillis) {
    if (!has(ID) && !envelopeId.isEmpty()) {
      id = envelopeId;
    }
    if (!has(TIMESTAMP) && envelopeMillis != Long.MIN_VALUE) {
      given |= TIMESTAMP;
      atMillis = envelopeMillis;
    }
  }

  /** The finished event; check {@link StrictReader#problem} first. */
  final AccessEvent event(StrictReader in, long nowMillis) {
    long at = has(TIMESTAMP) ? atMillis : nowMillis;
    if (!timely(at, nowMillis)) {
      in.complain("timestamp must be at most an hour past and at most 5 seconds ahead");
    }
    return build(id, at, userId, sessionId);
  }

  static boolean timely(long atMillis, long nowMillis) {
    return atMillis >= nowMillis - LATEST_MILLIS && atMillis <= nowMillis + EARLIEST_MILLIS;
  }
}
