package io.cachewarmer.replay.policy;

import io.cachewarmer.replay.trace.Trace;
import java.util.Locale;

/** The policies that can be replayed, by the names of the command line. */
public enum Policies {
  OURS,
  NONE,
  LRU,
  LFU,
  CLAIRVOYANT;

  /** Who decides where nobody is named. */
  public static final Policies DEFAULT = OURS;

  /**
   * A new policy that tells its decisions there. Only one meant to know the future gets the trace.
   */
  public Policy create(Trace trace, Setting setting, Decisions decisions) {
    return switch (this) {
      case OURS -> LearnedPolicy.of(setting, decisions);
      case NONE -> new OnDemand(setting, new OldestFirst(), decisions);
      case LRU -> new OnDemand(setting, new LeastRecent(), decisions);
      case LFU -> new OnDemand(setting, new LeastFrequent(), decisions);
      case CLAIRVOYANT -> new Clairvoyant(trace, setting, decisions);
    };
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
