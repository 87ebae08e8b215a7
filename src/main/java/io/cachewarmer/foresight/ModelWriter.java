package io.cachewarmer.foresight;

import io.cachewarmer.forecast.State;
import io.cachewarmer.popularity.ModelChunks.Chunk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes a model's state as chunks. Each large array begins a chunk of its own, so that one that grows does not
 * move the others and most chunks stay as they are from save to save. Used once; not thread-safe.
 */
final class ModelWriter implements State {

  static final int VERSION = 2;
  static final int HEADER = 0;

  private static final int CHUNK = 64 << 10;
  private static final int LARGE = 16 << 10;
  private static final int MOST_PARTS = 1 << 12;

  private final List<Chunk> chunks = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
  private final CRC32C sum = new CRC32C();
  private int section = 1;
  private int part;
  private long length;

  /** All chunks in the order of their numbers, the header first. */
  List<Chunk> finish() {
    cut();
    var header = ByteBuffer.allocate(Integer.BYTES + 2 * Long.BYTES);
    header.putInt(VERSION).putLong(length).putLong(sum.getValue());
    chunks.add(0, new Chunk(HEADER, header.array()));
    return chunks;
  }

  @Override
  public int whole(int value) {
    room(Integer.BYTES).putInt(value);
    return value;
  }

  @Override
  public long whole(long value) {
    room(Long.BYTES).putLong(value);
    return value;
  }

  @Override
  public double real(double value) {
    room(Long.BYTES).putLong(Double.doubleToRawLongBits(value));
    return value;
  }

  /** Unit by unit, so that a lone surrogate comes back as it was. */
  @Override
  public String text(String value) {
    whole(value.length());
    for (int i = 0; i < value.length(); i++) {
      room(Character.BYTES).putChar(value.charAt(i));
    }
    return value;
  }

  @Override
  public void reals(float[] values, int count) {
    beginArray(count, Float.BYTES);
    for (int i = 0; i < count; i++) {
      room(Float.BYTES).putInt(Float.floatToRawIntBits(values[i]));
    }
    endArray(count, Float.BYTES);
  }

  @Override
  public void reals(double[] values, int count) {
    beginArray(count, Double.BYTES);
    for (int i = 0; i < count; i++) {
      real(values[i]);
    }
    endArray(count, Double.BYTES);
  }

  @Override
  public void ints(int[] values, int count) {
    beginArray(count, Integer.BYTES);
    for (int i = 0; i < count; i++) {
      whole(values[i]);
    }
    endArray(count, Integer.BYTES);
  }

  @Override
  public void longs(long[] values, int count) {
    beginArray(count, Long.BYTES);
    for (int i = 0; i < count; i++) {
      whole(values[i]);
    }
    endArray(count, Long.BYTES);
  }

  @Override
  public void shorts(short[] values, int count) {
    beginArray(count, Short.BYTES);
    for (int i = 0; i < count; i++) {
      room(Short.BYTES).putShort(values[i]);
    }
    endArray(count, Short.BYTES);
  }

  @Override
  public void chars(char[] values, int count) {
    beginArray(count, Character.BYTES);
    for (int i = 0; i < count; i++) {
      room(Character.BYTES).putChar(values[i]);
    }
    endArray(count, Character.BYTES);
  }

  @Override
  public boolean restores() {
    return false;
  }

  private void beginArray(int count, int size) {
    if ((long) count * size >= LARGE) {
      nextSection();
    }
  }

  private void endArray(int count, int size) {
    beginArray(count, size);
  }

  private void nextSection() {
    cut();
    section++;
    part = 0;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      cut();
    }
    return buffer;
  }

  private void cut() {
    if (buffer.position() == 0) {
      return;
    }
    if (part == MOST_PARTS) {
      section++;
      part = 0;
    }
    var bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    buffer.clear();
    sum.update(bytes);
    length += bytes.length;
    chunks.add(new Chunk(section * MOST_PARTS + part++, bytes));
  }
}
