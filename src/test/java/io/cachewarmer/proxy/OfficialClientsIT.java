package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.FakeOllama;
import io.cachewarmer.testing.FakeScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients from npm that agents use ({@code ollama}, {@code openai}, {@code @langchain/ollama}), against
 * the door. Their versions are those of {@code src/test/clients/package-lock.json}.
 */
class OfficialClientsIT {

  private static final Path CLIENTS = Path.of("src", "test", "clients");
  private static final int TRIES = 3;

  @TempDir
  private Path folder;

  @Test
  void theOfficialClientsReadAHitAsTheyReadTheAnswerItself() throws Exception {
    if (!there("node") || !there("npm")) {
      System.out.println(
          "NOT RUN, for node and npm are not on the PATH: the clients ollama, openai and"
              + " @langchain/ollama against the door");
      return;
    }
    try (var files = Files.list(CLIENTS)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    install();
    try (var ollama = FakeOllama.start();
        var door = TestProxy.before(ollama.url())) {
      ollama.script(body ->
          body.encode().contains("busy") ? FakeScript.well().status(503, 1) : FakeScript.well());
      var drive = run(60, "node", "drive.mjs", "http://127.0.0.1:" + door.port);
      System.out.print(drive.output);
      assertThat(drive.code).as(drive.output).isZero();
      assertThat(drive.output).endsWith("all clients are content\n");
      // Twelve questions and the busy one; what was only to come from the cache asked nobody.
      assertThat(ollama.generations()).isEqualTo(13);
    }
  }

  private record Ended(int code, String output) {}

  /** A mirror that hiccups is no fault of the door. */
  private void install() throws Exception {
    var ended = new Ended(-1, "");
    for (int i = 0; i < TRIES && ended.code != 0; i++) {
      ended = run(120, "npm", "ci", "--ignore-scripts", "--prefer-offline");
    }
    assertThat(ended.code).as(ended.output).isZero();
  }

  private static boolean there(String program) {
    return List.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
        .stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  private Ended run(int seconds, String... command) throws IOException, InterruptedException {
    var output = folder.resolve("output.log");
    var process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new Ended(
        ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8));
  }
}
