package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a single node does not pay for the cluster that it could be part of. */
class AloneIT {

  @TempDir
  Path folder;

  @Test
  void aNodeAloneLoadsNoClassOfTheCluster() throws Exception {
    var classes = folder.resolve("classes.log");
    var settings = Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes);
    try (var service = ServiceProcess.start(folder, settings)) {
      assertThat(service.get("/health").statusCode()).isEqualTo(200);
    }
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.contains("io.vertx.core.impl.VertxImpl "))
        .noneMatch(line -> line.contains("hazelcast"));
  }
}
