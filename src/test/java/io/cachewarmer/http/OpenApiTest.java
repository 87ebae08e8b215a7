package io.cachewarmer.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.cachewarmer.http.record.Recording;
import io.cachewarmer.telemetry.Readiness;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private final JsonNode document;

  OpenApiTest() throws IOException {
    try (var file = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      document = new ObjectMapper(new YAMLFactory()).readTree(file);
    }
  }

  @Test
  void describesExactlyTheRoutesThatAreServed() {
    var described = new TreeSet<String>();
    document.get("paths").properties().forEach(path -> path.getValue()
        .fieldNames()
        .forEachRemaining(m -> described.add(m.toUpperCase() + " " + path.getKey())));
    var served = new TreeSet<String>();
    table().forEach(route -> served.add(route.method().name() + " " + route.path()));
    served.add("POST " + Recording.ITEMS);
    served.add("POST " + Recording.PROMPTS);
    assertThat(described).isEqualTo(served);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    assertThat(document.get("openapi").textValue()).startsWith("3.1");
    var references = new ArrayList<String>();
    document.findValuesAsText("$ref", references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode())
          .as(reference)
          .isFalse();
    }
  }

  static java.util.List<Route> table() {
    var vertx = Vertx.vertx();
    try {
      var door = TestDoor.config();
      return new Routes(
              new Warm(vertx.eventBus(), ""),
              new Runs(vertx.eventBus()),
              new Clear(vertx.eventBus()),
              new Plans(
                  vertx.eventBus(),
                  io.cachewarmer.clock.Clock.system(),
                  door.warming().timezone()),
              new Explain(vertx.eventBus()),
              new Health(
                  vertx.eventBus(),
                  new NoService(),
                  io.cachewarmer.clock.Clock.system(),
                  door.warming()),
              new Stats(vertx.eventBus(), new NoService()),
              new Trials(vertx.eventBus(), 0, true),
              new CacheReads(new FakeStore()),
              new Items(
                  vertx.eventBus(),
                  new FakeStore(),
                  io.cachewarmer.clock.Clock.system(),
                  new io.cachewarmer.http.record.RecordBatcher(
                      vertx, new java.util.concurrent.atomic.AtomicInteger()),
                  new io.cachewarmer.http.record.RecordMetrics(
                      new io.cachewarmer.telemetry.Telemetry(
                          new io.micrometer.core.instrument.simple.SimpleMeterRegistry()))),
              new Metrics(vertx, new NoService()),
              new Docs(vertx),
              new LlmEntries(
                  vertx.eventBus(),
                  new io.cachewarmer.http.guard.Guard(
                      io.cachewarmer.http.guard.Tokens.none(), "127.0.0.1")))
          .all();
    } finally {
      TestDoor.await(vertx.close());
    }
  }

  /** Only for building the table; never asked. */
  static final class NoService implements ServiceView {
    @Override
    public Readiness.State readiness() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int categoriesLoaded() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.util.Optional<Cluster> cluster() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Page metrics(String accept) {
      throw new UnsupportedOperationException();
    }
  }
}
