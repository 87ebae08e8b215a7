package io.cachewarmer.http.record;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.http.json.MemberNames;
import io.cachewarmer.http.json.PlainReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An access of an item in the words that nearly all agents post: known members, once each, in any order, none of
 * them wrong. Anything else loses the reader, and {@link ItemDraft} is to look at it and to say what is wrong.
 */
final class PlainItem {

  private static final int ITEM = 0;
  private static final int LOAD = 1;
  private static final int HIT = 2;
  private static final int METADATA = 3;
  private static final int ID = 4;
  private static final int USER = 5;
  private static final int SESSION = 6;
  private static final int TIMESTAMP = 7;
  private static final MemberNames MEMBERS = MemberNames.of(
      "itemId", "loadTime", "hit", "metadata", "id", "userId", "sessionId", "timestamp");
  private static final int REQUIRED = (1 << ITEM) | (1 << LOAD);

  private static final int CATEGORY = 0;
  private static final int RELATED = 1;
  private static final int SIZE = 2;
  private static final MemberNames DETAILS = MemberNames.of("category", "relatedItems", "size");
  private static final Details NO_DETAILS = new Details("", List.of(), 0);

  private record Details(String category, List<String> related, int bytes) {}

  private final String[] several = new String[ItemDraft.MOST_RELATED];

  /** Reads one event; when it is not plain, empty and the reader lost. */
  Optional<AccessEvent> read(PlainReader in, long nowMillis) {
    String key = "";
    double loadMillis = 0;
    boolean hit = false;
    var details = NO_DETAILS;
    String id = "";
    String userId = "";
    String sessionId = "";
    long atMillis = nowMillis;
    int seen = 0;
    int place = -1;
    in.expect('{');
    do {
      place = in.member(MEMBERS, place + 1);
      once(seen, place, in);
      seen |= 1 << place;
      switch (place) {
        case ITEM -> key = in.text(1, ItemDraft.LONGEST_KEY);
        case LOAD -> loadMillis = in.decimal(Draft.LONGEST_WAIT_MILLIS);
        case HIT -> hit = in.flag();
        case METADATA -> details = details(in);
        case ID -> id = in.text(1, Draft.LONGEST_ID);
        case USER -> userId = in.text(1, Draft.LONGEST_ID);
        case SESSION -> sessionId = in.text(1, Draft.LONGEST_ID);
        case TIMESTAMP -> atMillis = in.integer(Long.MAX_VALUE);
        default -> throw new IllegalArgumentException("no such member: " + place);
      }
    } while (in.passes(','));
    in.expect('}');
    if ((seen & REQUIRED) != REQUIRED || !Draft.timely(atMillis, nowMillis)) {
      in.lose();
    }
    return in.lost()
        ? Optional.empty()
        : Optional.of(new ItemAccess(
            id,
            key,
            atMillis,
            loadMillis,
            hit,
            details.category,
            details.related,
            details.bytes,
            userId,
            sessionId));
  }

  private Details details(PlainReader in) {
    String category = "";
    List<String> related = List.of();
    int bytes = 0;
    int seen = 0;
    int place = -1;
    in.expect('{');
    if (in.passes('}')) {
      return NO_DETAILS;
    }
    do {
      place = in.member(DETAILS, place + 1);
      once(seen, place, in);
      seen |= 1 << place;
      switch (place) {
        case CATEGORY -> category = in.text(0, ItemDraft.LONGEST_CATEGORY);
        case RELATED -> related = related(in);
        case SIZE -> bytes = (int) in.integer(Integer.MAX_VALUE);
        default -> throw new IllegalArgumentException("no such detail: " + place);
      }
    } while (in.passes(','));
    in.expect('}');
    return new Details(category, related, bytes);
  }

  private static void once(int seen, int place, PlainReader in) {
    if ((seen & (1 << place)) != 0) {
      in.lose();
    }
  }

  private List<String> related(PlainReader in) {
    int count = 0;
    in.expect('[');
    if (in.passes(']')) {
      return List.of();
    }
    do {
      if (count == several.length) {
        in.lose();
        return List.of();
      }
      several[count++] = in.text(1, ItemDraft.LONGEST_KEY);
    } while (in.passes(','));
    in.expect(']');
    return count == 1 ? List.of(several[0]) : List.of(Arrays.copyOf(several, count));
  }
}
