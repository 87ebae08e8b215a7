package io.cachewarmer.forecast.session;

import io.cachewarmer.forecast.State;
import java.util.Arrays;

/** What was foretold in one session, to be learned from when it is over. Bounded; not thread-safe. */
final class Examples {

  static final int MOST = 100;

  private final Quota quota;
  private int[] refs = new int[8];
  private short[] positions = new short[8];
  private int[] ends = new int[8];
  private char[] indices = new char[256];
  private float[] values = new float[256];
  private int size;

  /** @param quota of examples, shared by all sessions */
  Examples(Quota quota) {
    this.quota = quota;
  }

  /** Whether there is a place for one more; it is then taken. */
  boolean takesOneMore() {
    return size < MOST && quota.take(1);
  }

  void leave() {
    quota.giveBack(size);
  }

  int size() {
    return size;
  }

  void add(int ref, int position, Features features) {
    if (size == refs.length) {
      refs = Arrays.copyOf(refs, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    int begin = begin(size);
    int end = begin + features.size();
    if (end > indices.length) {
      int length = Math.max(end, indices.length * 2);
      indices = Arrays.copyOf(indices, length);
      values = Arrays.copyOf(values, length);
    }
    System.arraycopy(features.indices(), 0, indices, begin, features.size());
    System.arraycopy(features.values(), 0, values, begin, features.size());
    refs[size] = ref;
    positions[size] = (short) position;
    ends[size] = end;
    size++;
  }

  int ref(int example) {
    return refs[example];
  }

  /** Items in the basket when it was foretold. */
  int position(int example) {
    return positions[example];
  }

  void teach(Logistic model, int example, boolean came) {
    model.learn(indices, values, begin(example), ends[example], came);
  }

  private int begin(int example) {
    return example == 0 ? 0 : ends[example - 1];
  }

  void state(State state) {
    size = state.whole(size);
    int pairs = state.whole(state.restores() ? 0 : begin(size));
    if (state.restores()) {
      int examples = Math.max(8, size);
      refs = new int[examples];
      positions = new short[examples];
      ends = new int[examples];
      indices = new char[Math.max(256, pairs)];
      values = new float[Math.max(256, pairs)];
      quota.take(size);
    }
    state.ints(refs, size);
    state.shorts(positions, size);
    state.ints(ends, size);
    state.chars(indices, pairs);
    state.reals(values, pairs);
  }
}
