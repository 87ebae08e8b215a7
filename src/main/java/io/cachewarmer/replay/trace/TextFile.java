package io.cachewarmer.replay.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A text file in UTF-8, plain or gzip: told by its first bytes or by its name. */
public final class TextFile {

  private static final int BUFFER = 1 << 16;

  private TextFile() {}

  /** Something that is done with the lines of a file. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(BufferedReader lines) throws IOException;
  }

  /** What a reading makes of the file. Fails with {@link UnusableTrace} when it cannot be read. */
  public static <T> T read(Path file, Reading<T> reading) {
    try (var lines =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8), BUFFER)) {
      return reading.from(lines);
    } catch (NoSuchFileException | FileNotFoundException absent) {
      throw new UnusableTrace(file + " does not exist");
    } catch (IOException broken) {
      throw new UnusableTrace(file + " cannot be read: " + broken.getMessage());
    }
  }

  public static String nameOf(Path file) {
    Path last = file.getFileName();
    return last == null ? file.toString() : last.toString();
  }

  private static InputStream open(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      bytes.mark(2);
      boolean magic = bytes.read() == 0x1f && bytes.read() == 0x8b;
      bytes.reset();
      return magic || nameOf(file).endsWith(".gz") ? new GZIPInputStream(bytes, BUFFER) : bytes;
    } catch (IOException broken) {
      bytes.close();
      throw broken;
    }
  }
}
