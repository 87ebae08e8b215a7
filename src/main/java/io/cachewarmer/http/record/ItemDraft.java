package io.cachewarmer.http.record;

import com.fasterxml.jackson.core.JsonToken;
import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.PlainReader;
import io.cachewarmer.http.json.StrictReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A posted access of an item. */
final class ItemDraft extends Draft {

  static final int LONGEST_KEY = 256;
  static final int LONGEST_CATEGORY = 64;
  static final int MOST_RELATED = 32;

  private static final int ITEM = FIRST_OWN;
  private static final int LOAD = FIRST_OWN << 1;
  private static final int HIT = FIRST_OWN << 2;
  private static final int METADATA = FIRST_OWN << 3;

  // Members of metadata.
  private static final int CATEGORY = 1;
  private static final int RELATED = 1 << 1;
  private static final int SIZE = 1 << 2;

  private final PlainItem plain = new PlainItem();
  private String key = "";
  private double loadMillis;
  private boolean hit;
  private String category = "";
  private List<String> related = List.of();
  private int bytes;

  @Override
  Optional<AccessEvent> plain(PlainReader in, long nowMillis) {
    return plain.read(in, nowMillis);
  }

  @Override
  void clear() {
    super.clear();
    key = "";
    loadMillis = 0;
    hit = false;
    category = "";
    related = List.of();
    bytes = 0;
  }

  @Override
  int own(String name) {
    return switch (name) {
      case "itemId" -> ITEM;
      case "loadTime" -> LOAD;
      case "hit" -> HIT;
      case "metadata" -> METADATA;
      default -> NONE;
    };
  }

  @Override
  void take(int bit, StrictReader in) throws MalformedJson {
    switch (bit) {
      case ITEM -> key = in.text("itemId", 1, LONGEST_KEY, true);
      case LOAD -> loadMillis = in.number("loadTime", LONGEST_WAIT_MILLIS);
      case HIT -> hit = in.flag("hit");
      case METADATA -> metadata(in);
      default -> throw new IllegalArgumentException("no such member: " + bit);
    }
  }

  private void metadata(StrictReader in) throws MalformedJson {
    if (in.token() != JsonToken.START_OBJECT) {
      in.complain("metadata must be an object");
      in.skip(2);
      return;
    }
    int seen = 0;
    Set<String> others = null;
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      int bit = detail(name);
      if ((seen & bit) != 0) {
        in.repeated(name);
      } else if (bit == NONE) {
        others = others == null ? new HashSet<>() : others;
        in.once(others);
      }
      seen |= bit;
      in.next();
      if (!in.isNull()) {
        detail(bit, in);
      }
    }
  }

  private static int detail(String name) {
    return switch (name) {
      case "category" -> CATEGORY;
      case "relatedItems" -> RELATED;
      case "size" -> SIZE;
      default -> NONE;
    };
  }

  private void detail(int bit, StrictReader in) throws MalformedJson {
    switch (bit) {
      case CATEGORY -> category = in.text("category", 0, LONGEST_CATEGORY, true);
      case RELATED -> related = related(in);
      case SIZE -> bytes = size(in);
      default -> in.skip(3);
    }
  }

  private static List<String> related(StrictReader in) throws MalformedJson {
    if (in.token() != JsonToken.START_ARRAY) {
      in.complain("relatedItems must be an array of item ids");
      in.skip(3);
      return List.of();
    }
    var related = new ArrayList<String>();
    while (in.next() != JsonToken.END_ARRAY) {
      if (related.size() == MOST_RELATED) {
        in.complain("relatedItems must hold at most " + MOST_RELATED + " ids");
        in.skip(4);
      } else {
        related.add(in.text("each of relatedItems", 1, LONGEST_KEY, true));
      }
    }
    return related;
  }

  private static int size(StrictReader in) throws MalformedJson {
    if (in.token() == JsonToken.VALUE_NUMBER_INT) {
      double size = in.asDouble();
      if (size >= 0 && size <= Integer.MAX_VALUE) {
        return (int) size;
      }
    } else {
      in.skip(3);
    }
    in.complain("size must be an integer from 0 to " + Integer.MAX_VALUE);
    return 0;
  }

  @Override
  void require(StrictReader in) {
    if (!has(ITEM)) {
      in.complain("itemId must be a string of 1 to 256 bytes");
    }
    if (!has(LOAD)) {
      in.complain("loadTime must be a number >= 0");
    }
  }

  @Override
  AccessEvent build(String id, long atMillis, String userId, String sessionId) {
    return new ItemAccess(
        id, key, atMillis, loadMillis, hit, category, related, bytes, userId, sessionId);
  }
}
