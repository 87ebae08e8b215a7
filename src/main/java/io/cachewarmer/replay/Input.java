package io.cachewarmer.replay;

import io.cachewarmer.replay.log.ItemOfUri;
import io.cachewarmer.replay.log.LogFile;
import io.cachewarmer.replay.log.LogFormat;
import io.cachewarmer.replay.trace.LineAccount;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.TraceFile;
import io.cachewarmer.replay.trace.UnusableTrace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what is replayed: a trace or an access log. */
final class Input {

  private static final String COMBINED =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent";

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "The trace: CSV, plain or gzip, with the columns "
          + "timestamp_ms,item_id,category,session_id,user_id; the last three may be empty.")
  Optional<Path> trace = Optional.empty();

  @Option(
      names = "--from-log",
      paramLabel = "FILE",
      description = "An access log instead of a trace, plain or gzip. See below.")
  Optional<Path> log = Optional.empty();

  @Option(
      names = "--pattern",
      paramLabel = "P",
      description = "What its lines look like. Default: nginx's combined format.")
  String pattern = COMBINED;

  @Option(
      names = "--item-pattern",
      paramLabel = "REGEX",
      description = "Where the item stands in a URI: the first group. "
          + "Default: the last segment of the path.")
  Optional<Pattern> itemPattern = Optional.empty();

  @Option(
      names = "--user-field",
      paramLabel = "NAME",
      description = "The variable or member that names the user. Default: ${DEFAULT-VALUE}.")
  String userField = "remote_user";

  /** Reads it, and tells of the lines that cannot be used. Fails with {@link UnusableTrace}. */
  Trace read(PrintWriter err) {
    if (trace.isPresent() == log.isPresent()) {
      throw new UnusableTrace("give either --trace FILE or --from-log FILE");
    }
    var account = new LineAccount();
    try {
      Trace read = trace
          .map(file -> TraceFile.read(file, account))
          .or(() -> log.map(file -> logFile().read(file, account)))
          .orElseThrow();
      if (read.size() == 0) {
        throw new UnusableTrace(read.name() + " holds no access to an item");
      }
      return read;
    } finally {
      account.complaints().forEach(err::println);
    }
  }

  private LogFile logFile() {
    var item = itemPattern.map(ItemOfUri::by).orElseGet(ItemOfUri::lastSegment);
    return new LogFile(LogFormat.of(pattern), item, userField);
  }
}
