package io.cachewarmer.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A model's state on a tape in memory: the values in the order in which the model names them. */
public final class StateTape implements State {

  private final List<Object> values;
  private final boolean restores;
  private int at;

  private StateTape(List<Object> values, boolean restores) {
    this.values = values;
    this.restores = restores;
  }

  public static StateTape of(Consumer<State> model) {
    var tape = new StateTape(new ArrayList<>(), false);
    model.accept(tape);
    return tape;
  }

  public void restore(Consumer<State> model) {
    var reader = new StateTape(values, true);
    model.accept(reader);
    assertThat(reader.at).as("values read").isEqualTo(values.size());
  }

  /** The same values of the same types, bit for bit. */
  public boolean sameAs(StateTape other) {
    return Arrays.deepEquals(values.toArray(), other.values.toArray());
  }

  public double[] doubles(int index) {
    return (double[]) values.get(index);
  }

  @Override
  public int whole(int value) {
    return (Integer) pass(value);
  }

  @Override
  public long whole(long value) {
    return (Long) pass(value);
  }

  @Override
  public double real(double value) {
    return (Double) pass(value);
  }

  @Override
  public String text(String value) {
    return (String) pass(value);
  }

  @Override
  public void reals(float[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public void reals(double[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public void ints(int[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public void longs(long[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public void shorts(short[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public void chars(char[] values, int length) {
    array(values, length, Arrays.copyOf(values, length));
  }

  @Override
  public boolean restores() {
    return restores;
  }

  private Object pass(Object value) {
    if (restores) {
      return values.get(at++);
    }
    values.add(value);
    return value;
  }

  @SuppressWarnings("SuspiciousSystemArraycopy")
  private void array(Object live, int length, Object copy) {
    var kept = pass(copy);
    assertThat(java.lang.reflect.Array.getLength(kept)).isEqualTo(length);
    if (restores) {
      System.arraycopy(kept, 0, live, 0, length);
    }
  }
}
