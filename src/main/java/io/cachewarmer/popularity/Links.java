package io.cachewarmer.popularity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys that go with one pattern and their weights; few, so that looking through them beats any
 * index. A full set lets its weakest pay for each newcomer and drops it when it can pay no more:
 * what keeps coming gets in, a single odd one does not push out the proven (Misra, Gries 1982).
 *
 * <p>Weights are in the pattern's own forward-decayed unit. Arrays that were handed out are copied
 * before the next write. Not thread-safe.
 */
final class Links {

  private static final String[] NO_KEYS = {};
  private static final float[] NO_WEIGHTS = {};

  private String[] keys = NO_KEYS;
  private float[] weights = NO_WEIGHTS;
  private boolean shared;

  void add(String key, double weight, int most, KeyPool pool) {
    // Strings keep their hash: most of the set is passed by without looking at a character.
    int hash = key.hashCode();
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].hashCode() == hash && keys[i].equals(key)) {
        own();
        weights[i] += (float) weight;
        return;
      }
    }
    if (keys.length < most) {
      pool.take(key).ifPresent(pooled -> append(pooled, weight));
      return;
    }
    int weakest = weakest();
    own();
    weights[weakest] -= (float) weight;
    if (weights[weakest] <= 0) {
      pool.release(keys[weakest]);
      pool.take(key).ifPresentOrElse(pooled -> set(weakest, pooled, weight), () -> remove(weakest));
    }
  }

  void multiply(double factor) {
    own();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) factor;
    }
  }

  void release(KeyPool pool) {
    for (var key : keys) {
      pool.release(key);
    }
    keys = NO_KEYS;
    weights = NO_WEIGHTS;
  }

  boolean isEmpty() {
    return keys.length == 0;
  }

  /** For reading only; stays as it is. */
  String[] shareKeys() {
    shared = true;
    return keys;
  }

  /** For reading only; stays as it is. */
  float[] shareWeights() {
    shared = true;
    return weights;
  }

  Map<String, Float> toMap() {
    if (keys.length == 0) {
      return Map.of();
    }
    // In order, so that a restored set breaks its ties as this one does.
    var map = new LinkedHashMap<String, Float>(keys.length * 2);
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], weights[i]);
    }
    return map;
  }

  static Links of(Map<String, Float> map, int most, KeyPool pool) {
    var links = new Links();
    map.forEach((key, weight) -> links.add(key, weight, most, pool));
    return links;
  }

  private void append(String key, double weight) {
    int size = keys.length;
    keys = Arrays.copyOf(keys, size + 1);
    weights = Arrays.copyOf(weights, size + 1);
    shared = false;
    keys[size] = key;
    weights[size] = (float) weight;
  }

  private void set(int index, String key, double weight) {
    keys[index] = key;
    weights[index] = (float) weight;
  }

  private void remove(int index) {
    int last = keys.length - 1;
    keys[index] = keys[last];
    weights[index] = weights[last];
    keys = Arrays.copyOf(keys, last);
    weights = Arrays.copyOf(weights, last);
  }

  private int weakest() {
    int weakest = 0;
    for (int i = 1; i < weights.length; i++) {
      if (weights[i] < weights[weakest]) {
        weakest = i;
      }
    }
    return weakest;
  }

  private void own() {
    if (shared) {
      keys = keys.clone();
      weights = weights.clone();
      shared = false;
    }
  }
}
