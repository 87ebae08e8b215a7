package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Access;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policy;
import java.util.Optional;

/** Reloads "a" at the very moment at which anything else is asked for. */
record EagerForA(Decisions decisions) implements Policy {

  @Override
  public void advance(long toMillis) {}

  @Override
  public void accessed(Access access, boolean hit) {
    if (!access.item().equals("a")) {
      decisions.warm("a", access.atMillis(), Optional.empty());
    }
  }
}
