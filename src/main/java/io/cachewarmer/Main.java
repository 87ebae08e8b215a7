package io.cachewarmer;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.config.Config;
import io.cachewarmer.config.InvalidConfigException;
import io.cachewarmer.replay.OneSentence;
import io.cachewarmer.replay.Replay;
import io.cachewarmer.telemetry.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line. Without a command it serves. */
@Command(
    name = "cache-warmer",
    description = "Hears what agents ask for, learns what will be asked, and loads it first.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = Main.Serve.class)
public final class Main implements Callable<Integer> {

  static final int WRONG_SETTINGS = 2;

  public static void main(String[] args) {
    int exit = commandLine().execute(args);
    if (exit != CommandLine.ExitCode.OK) {
      System.exit(exit);
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new Replay(Clock.system()::ticks))
        .setParameterExceptionHandler(new OneSentence());
  }

  @Override
  public Integer call() {
    return new Serve().call();
  }

  /** Runs the service until SIGTERM. Settings come from the environment and the settings file. */
  @Command(name = "serve", description = "Run the service (the default).")
  static final class Serve implements Callable<Integer> {

    // Of the 15 s in which the process must be gone, some are left to the JVM.
    private static final Duration DRAIN = Duration.ofSeconds(13);

    @Override
    public Integer call() {
      Config config;
      try {
        config = Config.load(System.getenv(), Path.of("").toAbsolutePath(), NamedFiles::problems);
      } catch (InvalidConfigException wrong) {
        System.err.println(wrong.getMessage());
        return WRONG_SETTINGS;
      }
      Logs.apply(config.log().level(), config.log().format());
      return serve(config);
    }

    private static int serve(Config config) {
      Logger log = LoggerFactory.getLogger(Main.class);
      var service = new Service(config, Clock.system());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(service, log), "drain"));
      Termination.isSuccess();
      try {
        service.start().toCompletionStage().toCompletableFuture().get();
        return CommandLine.ExitCode.OK;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException failed) {
        log.error("The service could not start", failed);
      }
      return CommandLine.ExitCode.SOFTWARE;
    }

    private static void drain(Service service, Logger log) {
      try {
        service.stop().toCompletableFuture().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        log.info("Stopped; everything acknowledged is kept");
      } catch (Exception late) {
        log.error(
            "Not everything was stopped in {} s; the journal holds what was acknowledged",
            DRAIN.toSeconds(),
            late);
        Logs.close();
        Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
      }
      Logs.close();
    }
  }

  /** The version that the jar was built as. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"cache-warmer " + (version == null ? "(built from source)" : version)};
    }
  }
}
