package io.cachewarmer.telemetry;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.stream.Collectors;

/**
 * {@code %trace} in a logback pattern: a stack trace, masked and cut, each line marked by {@code |} at
 * its beginning, so that a line break inside an exception's message cannot pass for an event.
 */
public final class SafeTraceConverter extends ThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy proxy) {
    return LogText.masked(super.throwableProxyToString(proxy), LogText.LONGEST_TRACE)
        .lines()
        .map(line -> "  | " + LogText.escaped(line.replace("\t", "  ")))
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }
}
