package io.cachewarmer.replay.log;

import io.cachewarmer.replay.trace.BadLine;
import io.cachewarmer.replay.trace.LineAccount;
import io.cachewarmer.replay.trace.TextFile;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.TraceBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a trace from an access log.
 *
 * @param userField the variable or member that names the user
 */
public record LogFile(LogFormat format, ItemOfUri itemOfUri, String userField) {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private record Asked(long atMillis, String item, String user, String address, long line) {}

  /** The trace in that file. Fails with an UnusableTrace when it has many bad lines. */
  public Trace read(Path file, LineAccount account) {
    String name = TextFile.nameOf(file);
    var asked = TextFile.read(file, lines -> entries(lines, account));
    // Servers write a line when they have answered, so slow answers come late.
    asked.sort(Comparator.comparingLong(Asked::atMillis));
    var trace = new TraceBuilder();
    var visits = new Visits();
    for (Asked one : asked) {
      String visitor = one.user().isEmpty() ? one.address() : one.user();
      try {
        trace.add(
            one.atMillis(), one.item(), "", visits.session(visitor, one.atMillis()), one.user());
      } catch (BadLine bad) {
        account.bad(one.line(), bad.reason());
      }
    }
    account.requireMostlyGood(name);
    return trace.build(name);
  }

  private List<Asked> entries(BufferedReader lines, LineAccount account) throws IOException {
    var asked = new ArrayList<Asked>();
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      account.line();
      try {
        asked(line, number).ifPresent(asked::add);
      } catch (BadLine bad) {
        account.bad(number, bad.reason());
      }
    }
    return asked;
  }

  private Optional<Asked> asked(String line, long number) {
    var values = format.values(line);
    String request = value(values, "request");
    String uri = value(values, values.containsKey("request_uri") ? "request_uri" : "uri");
    String method = value(values, "request_method");
    if (!request.isEmpty()) {
      String[] parts = request.split(" ", 3);
      method = parts[0];
      uri = parts.length > 1 ? parts[1] : "";
    }
    String status = values.getOrDefault("status", "200");
    boolean counts = status.startsWith("2") && (method.isEmpty() || READING.contains(method));
    if (!counts) {
      return Optional.empty();
    }
    return itemOfUri
        .in(uri)
        .map(item -> new Asked(
            LogTime.of(values),
            item,
            value(values, userField),
            value(values, "remote_addr"),
            number));
  }

  /** A value, or empty where the line has none; servers write that as a dash. */
  private static String value(Map<String, String> values, String variable) {
    String value = values.getOrDefault(variable, "");
    return value.equals("-") ? "" : value;
  }
}
