package io.cachewarmer.origin.http;

import io.cachewarmer.origin.OriginFailure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an origin that answers gives no values: loads of several different keys have failed with
 * nothing between them that went well. Keys are counted and not calls, so that one item that always
 * fails does not speak for the origin. Safe from any thread.
 */
final class Distress {

  private static final int SEVERAL = 3;

  private final Set<String> failing = new HashSet<>();
  private String last = "";

  /** Notes how a load ended; no cause = well. */
  synchronized void note(String key, @Nullable Throwable cause) {
    if (!isOutage(cause)) {
      failing.clear();
    } else if (failing.size() < SEVERAL) {
      failing.add(key);
      last = key;
    }
  }

  /** A key whose load failed, to try the origin with; empty when there is no distress. */
  synchronized Optional<String> lastKey() {
    return failing.size() < SEVERAL ? Optional.empty() : Optional.of(last);
  }

  /** Whether the origin is at fault, and not the key. */
  static boolean isOutage(@Nullable Throwable cause) {
    return cause instanceof OriginFailure failure && failure.worthRetrying();
  }
}
