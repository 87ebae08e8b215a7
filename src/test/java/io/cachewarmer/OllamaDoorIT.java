package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.ServiceProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Ollama door in the whole service: what is warmed by one door is a hit at the other. */
class OllamaDoorIT {

  @TempDir
  private Path folder;

  @Test
  void whatIsWarmedOnOnePortIsAHitOnTheOther() {
    int port = ServiceProcess.freePort();
    try (var ollama = FakeOllama.start();
        var service = ServiceProcess.start(
            folder,
            Map.of(
                "OLLAMA_URL",
                ollama.url().toString(),
                "OLLAMA_PROXY_PORT",
                Integer.toString(port),
                "CACHE_WARMING_ON_START",
                "false",
                "CACHE_WARMING_INTERVAL",
                "3600000"))) {
      var run = service.post("/warm/nlp", "{\"queries\":[\"Add milk to my list\"]}");
      assertThat(new JsonObject(run.body()).getJsonObject("result").getInteger("warmedItems"))
          .as(run.body())
          .isEqualTo(1);
      var hit = ask(service, port, "Add milk to my list");
      assertThat(hit.headers().firstValue("Cache-Status").orElse(""))
          .matches("cache-warmer; hit; ttl=\\d+; detail=warmed");
      assertThat(hit.body()).contains("Answer to Add milk to my list");
      assertThat(ollama.generations()).isEqualTo(1);
      var again = service.post("/warm/nlp", "{\"queries\":[\"Add milk to my list\"]}");
      assertThat(new JsonObject(again.body()).getJsonObject("result").getInteger("skippedItems"))
          .isEqualTo(1);
      ask(service, port, "Something else");
      assertThat(service.get("/llm/entries").body()).contains("Something else");
      var stats = new JsonObject(service.get("/stats").body()).getJsonObject("llm");
      assertThat(stats.getJsonObject("requests").getInteger("hit")).isEqualTo(1);
      var health = service.get("/health").body();
      assertThat(health).contains("\"ollama\"").contains("\"healthy\"");
      var gone = service.send(
          HttpRequest.newBuilder(service.uri("/llm/entries?model=llama3.2:3b")).DELETE());
      assertThat(new JsonObject(gone.body()).getInteger("deleted")).isEqualTo(2);
      assertThat(ask(service, port, "Add milk to my list").headers().firstValue("X-Cache"))
          .contains("MISS");
    }
  }

  private static HttpResponse<String> ask(ServiceProcess service, int port, String words) {
    var body = new JsonObject()
        .put("model", "llama3.2:3b")
        .put("prompt", words)
        .put("stream", false)
        .encode();
    return service.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/generate"))
            .POST(BodyPublishers.ofString(body)));
  }
}
