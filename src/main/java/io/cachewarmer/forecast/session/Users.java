package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Users' histories, bounded by the items that they hold together: who has not come for longest is
 * forgotten first. Not thread-safe.
 */
final class Users {

  static final int MOST_USERS = 20_000;
  static final int MOST_ENTRIES = 500_000;

  private final Map<String, History> byName = new LinkedHashMap<>(64, .75f, true);
  private int entries;

  /** The user's history: an empty one that is not kept before the end of the first session. */
  History history(String user) {
    var known = byName.get(user);
    return known == null ? new History() : known;
  }

  /** All that are kept. Looking there is no visit: who has not come for longest stays so. */
  Map<String, History> histories() {
    return new HashMap<>(byName);
  }

  void order(String user, int[] basket, int length, long beganMillis) {
    var history = byName.computeIfAbsent(user, name -> new History());
    entries -= history.size();
    history.order(basket, length, beganMillis);
    entries += history.size();
    while (byName.size() > MOST_USERS || (entries > MOST_ENTRIES && byName.size() > 1)) {
      var eldest = byName.entrySet().iterator();
      entries -= eldest.next().getValue().size();
      eldest.remove();
    }
  }

  int size() {
    return byName.size();
  }

  void clear() {
    byName.clear();
    entries = 0;
  }

  void state(State state) {
    int size = state.whole(byName.size());
    if (state.restores()) {
      clear();
      for (int i = 0; i < size; i++) {
        var history = byName.computeIfAbsent(state.text(""), name -> History.restored(state));
        entries += history.size();
      }
    } else {
      byName.forEach((name, history) -> {
        state.text(name);
        history.state(state);
      });
    }
  }
}
