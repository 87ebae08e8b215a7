package io.cachewarmer.forecast;

/**
 * The two directions of keeping what was learned. A model names its state once, in one order; a writer
 * reads the values that it is shown, a reader puts what was kept in their place, bit for bit.
 */
public interface State {

  int whole(int value);

  long whole(long value);

  double real(double value);

  String text(String value);

  /** The first {@code length} elements. */
  void reals(float[] values, int length);

  void reals(double[] values, int length);

  void ints(int[] values, int length);

  void longs(long[] values, int length);

  void shorts(short[] values, int length);

  void chars(char[] values, int length);

  /** Whether what it is shown is to be replaced. */
  boolean restores();
}
