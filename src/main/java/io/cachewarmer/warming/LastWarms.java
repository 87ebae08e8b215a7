package io.cachewarmer.warming;

import io.cachewarmer.bus.Message.KeyExplained.LastWarm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the last attempt to warm each key ended; of the 10,000 keys tried last. */
final class LastWarms {

  private static final int MOST = 10_000;

  private final Map<String, LastWarm> byKey = new LinkedHashMap<>();

  void remember(String key, LastWarm outcome) {
    byKey.remove(key);
    byKey.put(key, outcome);
    if (byKey.size() > MOST) {
      var oldest = byKey.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  Optional<LastWarm> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  void clear() {
    byKey.clear();
  }
}
