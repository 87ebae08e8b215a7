package io.cachewarmer.replay;

import io.cachewarmer.replay.measure.PolicyFault;
import io.cachewarmer.replay.policy.Policies;
import io.cachewarmer.replay.policy.Setting;
import io.cachewarmer.replay.report.DayChart;
import io.cachewarmer.replay.report.DecisionsFile;
import io.cachewarmer.replay.report.Format;
import io.cachewarmer.replay.report.Result;
import io.cachewarmer.replay.trace.UnusableTrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code replay}: what a policy would have made of a trace. */
@Command(
    name = "replay",
    description =
        "Replay a trace or an access log: how many accesses would have found a fresh value?",
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Hit ratios count what comes after the warm-up. The bound is what no policy can exceed: on demand with unlimited "
          + "memory, and a hit more for each warm of the budget. Captured is the way made from on demand to the bound.",
      "",
      "Access logs: a pattern is written as nginx's log_format, text with $$variables. Used are the time ($$time_local, "
          + "$$time_iso8601 or $$msec), $$request (or $$request_method and $$request_uri or $$uri), $$status, $$remote_user "
          + "and $$remote_addr; others may stand there. For JSON lines: "
          + "json:{\"time\":\"ts\",\"uri\":\"path\",\"user\":\"uid\"} "
          + "names the member for each of time, uri, request, method, status, user and address; a time is ISO 8601, nginx's, "
          + "or seconds or milliseconds since 1970. "
          + "Only GET and HEAD answered with 2xx count. A session is what a user, or else an address, asks for "
          + "without a pause of 30 minutes. Items are percent-decoded, lines sorted by time.",
      "",
      "Exit codes: 0 done, 1 a policy broke the rules or a file could not be written, 2 a wrong option or an unusable file."
    })
public final class Replay implements Callable<Integer> {

  private final LongSupplier nanos;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private Input input = new Input();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      converter = PolicyChoice.Converter.class,
      completionCandidates = PolicyChoice.Names.class,
      description = "Who decides: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private PolicyChoice choice = PolicyChoice.of(Policies.DEFAULT);

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Durations.class,
      description = "How long a value is fresh: 90s, 15m, 1h, 7d or milliseconds. Default: 1h.")
  private Duration ttl = Duration.ofHours(1);

  @Option(
      names = "--budget",
      paramLabel = "W",
      description = "Warms per access. Default: ${DEFAULT-VALUE}.")
  private double budget = 0.25;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description = "How many values the cache holds. Default: all.")
  private Optional<Integer> capacity = Optional.empty();

  @Option(
      names = "--burst",
      paramLabel = "N",
      description = "Warms that may come at once beyond the budget. "
          + "Default: half the budget of a mean day, 20 at least.")
  private Optional<Long> burst = Optional.empty();

  @Option(
      names = "--warmup",
      paramLabel = "SHARE",
      description =
          "The share of the accesses that comes before counting. Default: ${DEFAULT-VALUE}.")
  private double warmup = 0.5;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The zone of hours and days. Default: UTC.")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatName.class,
      description = "table, json or csv. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--decisions",
      paramLabel = "OUT.csv",
      description = "Write each decision of one policy there.")
  private Optional<Path> decisions = Optional.empty();

  @Option(
      names = "--plot",
      paramLabel = "OUT.svg",
      description = "Draw the hit ratio of one policy by day there.")
  private Optional<Path> plot = Optional.empty();

  @Option(names = "--sweep", description = "Replay at several budgets and sizes of memory instead.")
  private boolean sweep;

  @Option(
      names = "--sweep-ttl",
      paramLabel = "TIME",
      split = ",",
      converter = Durations.class,
      description = "The TTLs of a sweep, like 15m,1h,4h,24h. Default: that of --ttl.")
  private List<Duration> sweepTtls = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // picocli answers for it
  private boolean help;

  /** @param nanos a clock that only goes forward, to time the replay with */
  public Replay(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Integer call() {
    requireSense();
    var err = spec.commandLine().getErr();
    try {
      var bench = new Bench(input.read(err), warmup, nanos);
      var out = spec.commandLine().getOut();
      out.print(sweep ? swept(bench) : replayed(bench, err));
      out.flush();
      return CommandLine.ExitCode.OK;
    } catch (UnusableTrace unusable) {
      err.println(unusable.getMessage());
      return CommandLine.ExitCode.USAGE;
    } catch (PolicyFault fault) {
      err.println(fault.getMessage());
    } catch (NoSuchFileException noFolder) {
      err.println("cannot write " + noFolder.getMessage() + ": there is no such folder");
    } catch (IOException | UncheckedIOException unwritten) {
      err.println("cannot write: " + unwritten.getMessage());
    } finally {
      err.flush();
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private String swept(Bench bench) {
    var ttls = sweepTtls.isEmpty() ? List.of(ttl) : sweepTtls;
    return format.sweep(new Sweep(bench, zone, burst()).run(choice.policies(), ttls));
  }

  private String replayed(Bench bench, PrintWriter err) throws IOException {
    var setting = new Setting(
        ttl.toMillis(),
        budget,
        capacity.map(OptionalInt::of).orElseGet(OptionalInt::empty),
        burst(),
        zone);
    var results = new ArrayList<Result>();
    for (var policy : choice.policies()) {
      var result = replayed(bench, policy, setting, err);
      result.outcome().complaints().forEach(c -> err.println(policy.label() + ": " + c));
      results.add(result);
    }
    if (plot.isPresent()) {
      var baseline = bench.baseline(setting.ttlMillis());
      Files.writeString(
          plot.get(),
          DayChart.of(bench.trace(), results.get(0), bench.evaluation(), baseline, zone));
    }
    return format.results(results, choice.several());
  }

  private Result replayed(Bench bench, Policies policy, Setting setting, PrintWriter err)
      throws IOException {
    var progress = Progress.of(err, policy.label(), bench.trace().size());
    try {
      if (decisions.isEmpty()) {
        return bench.run(policy, setting, Bench.UNHEARD, progress);
      }
      try (var log = new DecisionsFile(decisions.get(), capacity.isPresent())) {
        return bench.run(policy, setting, log, progress);
      }
    } finally {
      Progress.clear(err);
    }
  }

  private OptionalLong burst() {
    return burst.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private void requireSense() {
    require(budget >= 0 && budget <= 1000, "--budget is warms per access, from 0 to 1000");
    require(warmup >= 0 && warmup < 1, "--warmup is a share of the trace, from 0 and below 1");
    require(capacity.orElse(1) >= 1, "--capacity is a number of values, 1 at least");
    require(burst.orElse(1L) >= 1, "--burst is a number of warms, 1 at least");
    boolean single = !sweep && !choice.several();
    require(single || decisions.isEmpty(), "--decisions needs a single policy, and no sweep");
    require(single || plot.isEmpty(), "--plot needs a single policy, and no sweep");
    require(sweep || sweepTtls.isEmpty(), "--sweep-ttl goes with --sweep");
  }

  private void require(boolean holds, String sentence) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }
}
