package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose listed fellows are not there: a list with a mistake in it, or a network that is cut. */
class MinorityIT {

  @TempDir
  Path folder;

  @Test
  void aNodeWithoutMostOfTheListedServesAndSaysThatItIsDegraded() {
    var members = Stream.generate(ServiceProcess::freePort)
        .limit(3)
        .map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(","));
    try (var service = ServiceProcess.start(
        folder,
        Map.of("CACHE_WARMER_CLUSTER_MEMBERS", members, "CACHE_WARMING_ON_START", "false"))) {
      await().untilAsserted(() -> {
        var health = new JsonObject(service.get("/health").body());
        assertThat(health.getString("status")).isEqualTo("degraded");
        assertThat(health.getJsonArray("checks").encode())
            .contains("only 1 of 3 listed nodes are here");
      });
      assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
    }
  }
}
