package io.cachewarmer.cache;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which key the answer to a learned question is kept: the learner knows a question by its model and
 * words, the cache by the whole request, the model's digest and the tenant. Bounded, the longest unused
 * leaves first; a question without an address is its own. Safe from any thread.
 */
public final class AnswerAddresses {

  private static final int MOST = 50_000;
  private static final float LOAD = 0.75f;

  private final Map<String, String> addresses = new LinkedHashMap<>(16, LOAD, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > MOST;
    }
  };

  public synchronized void set(String question, String key) {
    addresses.put(question, key);
  }

  public synchronized String of(String question) {
    return addresses.getOrDefault(question, question);
  }

  public synchronized boolean knows(String question) {
    return addresses.containsKey(question);
  }
}
