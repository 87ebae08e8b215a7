package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.Arrays;

/**
 * What a basket so far says of other items: a row an item, found by open addressing. Bounded: a full table
 * takes no new items. Not thread-safe.
 */
final class Evidence {

  private static final int FIRST_SLOTS = 64;
  private static final int MOST_SLOTS = 4_096;

  private static final short ASKED = -1;
  private static final double[] FADED = new double[64];

  static {
    for (int i = 0; i < FADED.length; i++) {
      FADED[i] = Math.pow(.8, i);
    }
  }

  private final Quota quota;
  private int[] refs = {};
  private float[] sum = {};
  private float[] strongest = {};
  private float[] latest = {};
  private float[] recent = {};
  private short[] recentAt = {};
  private short[] supporters = {};
  private short[] past = {};
  private int size;

  /** @param quota of slots beyond the first, shared by all sessions */
  Evidence(Quota quota) {
    this.quota = quota;
    allocate(FIRST_SLOTS);
  }

  /** The row of the item, or -1. */
  int find(int ref) {
    int slot = slot(ref, refs);
    return refs[slot] == ref ? slot : -1;
  }

  /** The row of the item, made when there is none; -1 when the table is full. */
  int row(int ref) {
    int slot = slot(ref, refs);
    if (refs[slot] == ref) {
      return slot;
    }
    if (size * 4 >= refs.length * 3) {
      if (refs.length == MOST_SLOTS || !quota.take(refs.length)) {
        return -1;
      }
      resize(refs.length * 2);
      slot = slot(ref, refs);
    }
    size++;
    refs[slot] = ref;
    strongest[slot] = Float.NEGATIVE_INFINITY;
    past[slot] = -1;
    return slot;
  }

  /**
   * One more item of the basket speaks for or against the row's.
   *
   * @param lift logarithm of how much oftener than by chance the two meet
   * @param confidence log-odds of the one given the other
   */
  void add(int row, float lift, float confidence, int position) {
    if (isAsked(row)) {
      return;
    }
    sum[row] += lift;
    recent[row] = (float) (recent(row, position) + lift);
    recentAt[row] = (short) position;
    strongest[row] = Math.max(strongest[row], confidence);
    latest[row] = confidence;
    supporters[row]++;
  }

  float sum(int row) {
    return sum[row];
  }

  float strongest(int row) {
    return strongest[row];
  }

  /** The confidence of the item that spoke last. */
  float latest(int row) {
    return latest[row];
  }

  int supporters(int row) {
    return supporters[row];
  }

  /** The sum again, in which what an item said fades with each item after it. */
  double recent(int row, int position) {
    return recent[row] * FADED[Math.min(FADED.length - 1, position - recentAt[row])];
  }

  /** The item is in the basket. */
  void asked(int ref) {
    int row = row(ref);
    if (row >= 0) {
      recentAt[row] = ASKED;
    }
  }

  boolean isAsked(int row) {
    return recentAt[row] == ASKED;
  }

  /** Where the user's history holds the item; -1 where it does not. */
  int past(int row) {
    return past[row];
  }

  void remember(int row, int index) {
    past[row] = (short) index;
  }

  private static int slot(int ref, int[] refs) {
    int mask = refs.length - 1;
    int slot = ((ref * 0x9E3779B9) >>> 16) & mask;
    while (refs[slot] != Items.NONE && refs[slot] != ref) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void resize(int length) {
    int[] oldRefs = refs;
    float[] oldSum = sum;
    float[] oldStrongest = strongest;
    float[] oldLatest = latest;
    float[] oldRecent = recent;
    short[] oldRecentAt = recentAt;
    short[] oldSupporters = supporters;
    short[] oldPast = past;
    allocate(length);
    for (int i = 0; i < oldRefs.length; i++) {
      if (oldRefs[i] != Items.NONE) {
        int slot = slot(oldRefs[i], refs);
        refs[slot] = oldRefs[i];
        sum[slot] = oldSum[i];
        strongest[slot] = oldStrongest[i];
        latest[slot] = oldLatest[i];
        recent[slot] = oldRecent[i];
        recentAt[slot] = oldRecentAt[i];
        supporters[slot] = oldSupporters[i];
        past[slot] = oldPast[i];
      }
    }
  }

  private void allocate(int length) {
    refs = new int[length];
    Arrays.fill(refs, Items.NONE);
    sum = new float[length];
    strongest = new float[length];
    latest = new float[length];
    recent = new float[length];
    recentAt = new short[length];
    supporters = new short[length];
    past = new short[length];
  }

  /** Gives back what it took of the quota. */
  void leave() {
    quota.giveBack(refs.length - FIRST_SLOTS);
  }

  void state(State state) {
    size = state.whole(size);
    int length = state.whole(refs.length);
    if (state.restores()) {
      allocate(length);
      quota.take(length - FIRST_SLOTS);
    }
    state.ints(refs, length);
    state.reals(sum, length);
    state.reals(strongest, length);
    state.reals(latest, length);
    state.reals(recent, length);
    state.shorts(recentAt, length);
    state.shorts(supporters, length);
    state.shorts(past, length);
  }
}
