package io.cachewarmer.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

/** {@code %safe(...)} in a logback pattern: what it holds, masked, cut and on one line. */
public final class SafeTextConverter extends CompositeConverter<ILoggingEvent> {

  @Override
  protected String transform(ILoggingEvent event, String text) {
    return LogText.escaped(LogText.masked(text, LogText.LONGEST_MESSAGE));
  }
}
