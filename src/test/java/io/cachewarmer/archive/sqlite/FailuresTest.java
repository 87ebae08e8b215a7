package io.cachewarmer.archive.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.sqlite.NativeLibraryNotFoundException;

class FailuresTest {

  @Test
  void aMissingNativeLibraryIsNotBlamedOnTheDatabase() {
    // As the driver tells it.
    var failure =
        new SQLException("Error opening connection", new NativeLibraryNotFoundException("none"));

    assertThat(Failures.named(failure))
        .hasMessageContaining("native library")
        .hasMessageContaining("exec");
  }
}
