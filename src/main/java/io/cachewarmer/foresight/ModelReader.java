package io.cachewarmer.foresight;

import io.cachewarmer.forecast.State;
import io.cachewarmer.popularity.ModelChunks.Chunk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Puts back what {@link ModelWriter} wrote, bit for bit. Made only of chunks that are whole and of this version;
 * what does not fit the model that it is shown fails with an exception, and that model is of no use then.
 */
final class ModelReader implements State {

  private final ByteBuffer bytes;

  private ModelReader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Throws {@link IllegalArgumentException} with the reason when they cannot be read. */
  static ModelReader of(List<Chunk> chunks) {
    if (chunks.isEmpty() || chunks.get(0).id() != ModelWriter.HEADER) {
      throw new IllegalArgumentException("it has no header");
    }
    var header = ByteBuffer.wrap(chunks.get(0).bytes());
    if (header.remaining() != Integer.BYTES + 2 * Long.BYTES
        || header.getInt() != ModelWriter.VERSION) {
      throw new IllegalArgumentException("it is of another version");
    }
    long length = header.getLong();
    var rest = chunks.subList(1, chunks.size());
    if (rest.stream().mapToLong(chunk -> chunk.bytes().length).sum() != length
        || length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("parts of it are missing");
    }
    var bytes = ByteBuffer.allocate((int) length);
    rest.forEach(chunk -> bytes.put(chunk.bytes()));
    var sum = new CRC32C();
    sum.update(bytes.flip());
    if (sum.getValue() != header.getLong()) {
      throw new IllegalArgumentException("it does not agree with its checksum");
    }
    return new ModelReader(bytes.rewind());
  }

  /** Whether all was read. */
  boolean isThrough() {
    return !bytes.hasRemaining();
  }

  @Override
  public int whole(int value) {
    return bytes.getInt();
  }

  @Override
  public long whole(long value) {
    return bytes.getLong();
  }

  @Override
  public double real(double value) {
    return Double.longBitsToDouble(bytes.getLong());
  }

  @Override
  public String text(String value) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining() / Character.BYTES) {
      throw new IllegalArgumentException("it tells of more than it holds");
    }
    var units = new char[length];
    chars(units, length);
    return new String(units);
  }

  @Override
  public void reals(float[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(bytes.getInt());
    }
  }

  @Override
  public void reals(double[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = real(0);
    }
  }

  @Override
  public void ints(int[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = bytes.getInt();
    }
  }

  @Override
  public void longs(long[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = bytes.getLong();
    }
  }

  @Override
  public void shorts(short[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = bytes.getShort();
    }
  }

  @Override
  public void chars(char[] values, int length) {
    for (int i = 0; i < length; i++) {
      values[i] = bytes.getChar();
    }
  }

  @Override
  public boolean restores() {
    return true;
  }
}
