package io.cachewarmer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {

  private final Readiness readiness = new Readiness();

  @Test
  void aServiceStartsUnready() {
    assertThat(readiness.isReady()).isFalse();
    readiness.ready();
    assertThat(readiness.isReady()).isTrue();
  }

  @Test
  void aStopDuringTheStartStaysAStop() {
    readiness.draining();
    readiness.ready();
    assertThat(readiness.state()).isEqualTo(Readiness.State.DRAINING);
  }
}
