package io.cachewarmer.popularity;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.popularity.LearnedState.SeenId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The gate before the journal: drops events whose id came within ten minutes, and samples the rest.
 * It stands before the journal so that a replay meets only what was counted. Of one thread.
 */
public final class Intake {

  static final int MOST_IDS = 1_000_000;

  private static final long WINDOW = 600_000;

  private final RecentIds ids = new RecentIds(MOST_IDS, WINDOW);
  private final double sampleRate;
  private final RandomGenerator random;

  /** @param sampleRate share of the events to keep */
  public Intake(double sampleRate, RandomGenerator random) {
    this.sampleRate = sampleRate;
    this.random = random;
  }

  /**
   * What is to be kept of a batch.
   *
   * @param remembered ids that were new, to be forgotten should the batch not be kept
   */
  public record Sifted(List<AccessEvent> kept, int repeated, int sampledOut, int remembered) {}

  public Sifted sift(List<AccessEvent> events, long nowMillis) {
    var fresh = withoutRepeats(events, nowMillis);
    int remembered = fresh.remembered;
    var kept = sampleRate >= 1 ? fresh.kept : sample(fresh.kept);
    return new Sifted(
        kept, events.size() - fresh.kept.size(), fresh.kept.size() - kept.size(), remembered);
  }

  /** Drops repeats alone: for journalled events, which have been sampled already. */
  public Sifted siftReplayed(List<AccessEvent> events, long nowMillis) {
    var fresh = withoutRepeats(events, nowMillis);
    return new Sifted(fresh.kept, events.size() - fresh.kept.size(), 0, fresh.remembered);
  }

  /** Takes back the last {@link #sift}: its events may come again. */
  public void forget(Sifted sifted) {
    ids.forgetYoungest(sifted.remembered());
  }

  public void clear() {
    ids.clear();
  }

  /** A copy, oldest first. */
  public List<SeenId> recentIds() {
    return ids.toList();
  }

  public void restore(List<SeenId> seen) {
    seen.forEach(id -> ids.add(id.hash(), id.atMillis()));
  }

  /** Ids that left before their time because too many came. */
  public long pushedOut() {
    return ids.pushedOut();
  }

  private Fresh withoutRepeats(List<AccessEvent> events, long nowMillis) {
    int remembered = 0;
    var kept = new ArrayList<AccessEvent>(events.size());
    for (var event : events) {
      boolean named = !event.id().isEmpty();
      if (!named || ids.add(event.id(), nowMillis)) {
        kept.add(event);
        remembered += named ? 1 : 0;
      }
    }
    return new Fresh(kept, remembered);
  }

  private List<AccessEvent> sample(List<AccessEvent> events) {
    var kept = new ArrayList<AccessEvent>();
    for (var event : events) {
      if (random.nextDouble() < sampleRate) {
        kept.add(event);
      }
    }
    return kept;
  }

  private record Fresh(List<AccessEvent> kept, int remembered) {}
}
