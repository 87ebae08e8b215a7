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
   * @param fresh all that came for the first time
   * @param kept what of them the sample takes
   * @param remembered ids that were new, to be forgotten should the batch not be kept
   */
  public record Sifted(
      List<AccessEvent> fresh, List<AccessEvent> kept, int repeated, int remembered) {

    public int sampledOut() {
      return fresh.size() - kept.size();
    }
  }

  public Sifted sift(List<AccessEvent> events, long nowMillis) {
    var sifted = siftReplayed(events, nowMillis);
    return sampleRate >= 1
        ? sifted
        : new Sifted(sifted.fresh, sample(sifted.fresh), sifted.repeated, sifted.remembered);
  }

  /** Drops repeats alone: for journalled events, which have been sampled already. */
  public Sifted siftReplayed(List<AccessEvent> events, long nowMillis) {
    int remembered = 0;
    var fresh = new ArrayList<AccessEvent>(events.size());
    for (var event : events) {
      boolean named = !event.id().isEmpty();
      if (!named || ids.add(event.id(), nowMillis)) {
        fresh.add(event);
        remembered += named ? 1 : 0;
      }
    }
    return new Sifted(fresh, fresh, events.size() - fresh.size(), remembered);
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

  private List<AccessEvent> sample(List<AccessEvent> events) {
    var kept = new ArrayList<AccessEvent>();
    for (var event : events) {
      if (random.nextDouble() < sampleRate) {
        kept.add(event);
      }
    }
    return kept;
  }
}
