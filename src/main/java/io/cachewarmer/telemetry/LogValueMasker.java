package io.cachewarmer.telemetry;

import com.fasterxml.jackson.core.JsonStreamContext;
import net.logstash.logback.mask.ValueMasker;
import org.jspecify.annotations.Nullable;

/** Masks and cuts every value of a JSON log line. Line ends need no care here: JSON escapes them. */
public final class LogValueMasker implements ValueMasker {

  /** The value to write instead, or null to write it as it is. */
  @Override
  public @Nullable Object mask(JsonStreamContext context, @Nullable Object value) {
    var name = context.hasCurrentName() ? context.getCurrentName() : "";
    if (LogText.isSecretName(name)) {
      return "***";
    }
    return value instanceof CharSequence text
        ? LogText.masked(text.toString(), longest(name))
        : null;
  }

  private static int longest(String name) {
    return switch (name) {
      case "message" -> LogText.LONGEST_MESSAGE;
      case "stackTrace" -> LogText.LONGEST_TRACE;
      default -> LogText.LONGEST_VALUE;
    };
  }
}
