package io.cachewarmer.replay.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a trace from CSV with the columns of {@link #COLUMNS}, the first line naming them. */
public final class TraceFile {

  static final List<String> COLUMNS =
      List.of("timestamp_ms", "item_id", "category", "session_id", "user_id");

  private TraceFile() {}

  /**
   * The trace in that file. Fails with {@link UnusableTrace} for a wrong header or many bad lines.
   */
  public static Trace read(Path file, LineAccount account) {
    return TextFile.read(file, lines -> read(TextFile.nameOf(file), lines, account));
  }

  private static Trace read(String name, BufferedReader lines, LineAccount account)
      throws IOException {
    requireHeader(name, lines.readLine());
    var trace = new TraceBuilder();
    long number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      account.line();
      try {
        add(line, trace);
      } catch (BadLine bad) {
        account.bad(number, bad.reason());
      }
    }
    account.requireMostlyGood(name);
    return trace.build(name);
  }

  private static void requireHeader(String name, @Nullable String first) {
    String header =
        first == null ? "" : first.replace("\uFEFF", "").replace("\"", "").strip();
    if (!header.equals(String.join(",", COLUMNS))) {
      throw new UnusableTrace(
          name + " is not a trace: its first line must be " + String.join(",", COLUMNS));
    }
  }

  private static void add(String line, TraceBuilder trace) {
    var fields = CsvRow.fields(line);
    if (fields.size() != COLUMNS.size()) {
      throw new BadLine("it has " + fields.size() + " columns, not " + COLUMNS.size());
    }
    trace.add(millis(fields.get(0)), fields.get(1), fields.get(2), fields.get(3), fields.get(4));
  }

  private static long millis(String field) {
    try {
      return Long.parseLong(field);
    } catch (NumberFormatException wrong) {
      throw new BadLine("its timestamp is not a whole number of milliseconds");
    }
  }
}
