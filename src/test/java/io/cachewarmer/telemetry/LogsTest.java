package io.cachewarmer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {

  @AfterEach
  void asItWas() {
    Logs.apply("info", "json");
    System.clearProperty("LOG_LEVEL");
    System.clearProperty("LOG_FORMAT");
  }

  @Test
  void theLevelOfTheSettingsHoldsFromThenOn() {
    var log = LoggerFactory.getLogger("io.cachewarmer.any");
    Logs.apply("error", "text");
    assertThat(log.isWarnEnabled()).isFalse();
    Logs.apply("debug", "json");
    assertThat(log.isDebugEnabled()).isTrue();
  }
}
