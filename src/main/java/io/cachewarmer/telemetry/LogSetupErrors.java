package io.cachewarmer.telemetry;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/**
 * Tells errors of the log's own set-up on standard error, once each, where they cannot be logged. The
 * listeners that logback brings print a page of progress too, or nothing at all.
 */
public final class LogSetupErrors implements StatusListener {

  @Override
  public void addStatusEvent(Status status) {
    if (status.getLevel() >= Status.ERROR) {
      System.err.println("logging: "
          + LogText.escaped(LogText.masked(status.toString(), LogText.LONGEST_MESSAGE)));
    }
  }

  @Override
  public boolean isResetResistant() {
    return false;
  }
}
