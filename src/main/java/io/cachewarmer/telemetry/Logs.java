package io.cachewarmer.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The log as a whole: set once when the settings are known, and written out at the very end. */
public final class Logs {

  private static final String LEVEL = "LOG_LEVEL";
  private static final String FORMAT = "LOG_FORMAT";

  private Logs() {}

  /**
   * Logs at that level (debug, info, warn, error) and in that format (json, text) from now on. Until
   * then the environment alone decides, which has not seen the file and is not normalised.
   */
  public static void apply(String level, String format) {
    var wanted = level.toUpperCase(Locale.ROOT);
    if (wanted.equals(effective(LEVEL, "INFO")) && format.equals(effective(FORMAT, "json"))) {
      return;
    }
    // Logback asks the system properties before the environment.
    System.setProperty(LEVEL, wanted);
    System.setProperty(FORMAT, format);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      try {
        new ContextInitializer(context).autoConfig();
      } catch (JoranException e) {
        throw new IllegalStateException("logback cannot read its configuration file", e);
      }
    }
  }

  /** Writes what is queued and ends logging. The last act of the process: later lines are lost. */
  public static void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }

  private static String effective(String name, String otherwise) {
    return Optional.ofNullable(System.getProperty(name))
        .or(() -> Optional.ofNullable(System.getenv(name)))
        .orElse(otherwise);
  }
}
