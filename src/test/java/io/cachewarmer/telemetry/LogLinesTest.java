package io.cachewarmer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Lines as the delivered configuration writes them. */
class LogLinesTest {

  private static final String FORGED = "milk\n{\"level\":\"ERROR\"}\r\u2028\u2029\u0007\u001b[31m";

  @Test
  void aJsonLineCarriesItsFieldsAndItsKeyValuesAsTheyAre() throws Exception {
    var line = json(log -> log.atInfo()
        .addKeyValue("warmed", 42)
        .addKeyValue("ratio", 0.25)
        .addKeyValue("strategy", "full")
        .log("warmed {} items", 42));
    assertThat(line.get("level").asText()).isEqualTo("INFO");
    assertThat(line.get("logger").asText()).isEqualTo("test");
    assertThat(line.get("message").asText()).isEqualTo("warmed 42 items");
    assertThat(line.get("warmed").isInt()).isTrue();
    assertThat(line.get("ratio").asDouble()).isEqualTo(0.25);
    assertThat(line.get("strategy").asText()).isEqualTo("full");
    assertThat(java.time.Instant.parse(line.get("timestamp").asText())).isNotNull();
  }

  @Test
  void hostileTextStaysInsideItsJsonLine() throws Exception {
    var written =
        write("json", log -> log.atInfo().addKeyValue("key", FORGED).log("asked for {}", FORGED));
    assertThat(written.strip()).doesNotContain("\n", "\r", "\u2028", "\u2029", "\u001b");
    var line = new ObjectMapper().readTree(written);
    assertThat(line.get("key").asText()).isEqualTo(FORGED);
    assertThat(line.get("level").asText()).isEqualTo("INFO");
  }

  @Test
  void aLoneSurrogateDoesNotLoseTheLine() throws Exception {
    var line = json(log -> log.atWarn().addKeyValue("key", "a\ud800b").log("odd \udc00 text"));
    assertThat(line.get("key").asText()).isEqualTo("a\ud800b");
  }

  @Test
  void hostileTextStaysInsideItsTextLine() {
    var written =
        write("text", log -> log.atInfo().addKeyValue("key", FORGED).log("asked for {}", FORGED));
    assertThat(written.lines()).hasSize(1);
    assertThat(written)
        .contains("\\u000a", "\\u2028", "\\u001b")
        .doesNotContain("\u2028", "\u001b");
  }

  @Test
  void anEventInTextIsALineOfItsOwn() {
    var written = write("text", log -> {
      log.atInfo().log("first");
      log.atInfo().addKeyValue("warmed", 42).log("second");
    });
    assertThat(
            written.lines().map(line -> line.substring(line.indexOf(" - ") + 3).strip()))
        .containsExactly("first", "second warmed=\"42\"");
  }

  @Test
  void everyLineOfATraceInTextIsMarkedSoThatItCannotPassForAnEvent() {
    var cause = new IllegalStateException("first\n09:00:00.000 ERROR forged\u2028password=hunter2");
    var written = write("text", log -> log.atError().setCause(cause).log("failed"));
    assertThat(written).doesNotContain("hunter2", "\u2028");
    assertThat(written.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("  | "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cannot reach redis://me:hunter2@cache:6379 | redis://***@cache:6379",
        "cannot reach redis://:hunter2@cache | redis://***@cache",
        "cannot reach rediss://me:hunter2/@x?@cache | rediss://***@cache",
        "Authorization: Bearer hunter2 | Authorization: ***",
        "authorization=hunter2, host=x | host=x",
        "{\"password\":\"hunter2\",\"a\":1} | \"a\":1",
        "token = hunter2 | token",
        "AUTH failed for bearer hunter2 | bearer ***",
      })
  void secretsInMessagesAndValuesAreMasked(String text, String kept) throws Exception {
    Consumer<Logger> event = log -> log.atInfo().addKeyValue("detail", text).log(text);
    assertThat(write("json", event)).doesNotContain("hunter2");
    assertThat(json(event).get("message").asText()).contains(kept);
    assertThat(write("text", event)).doesNotContain("hunter2").contains(kept);
  }

  @Test
  void aValueWhoseNameIsThatOfASecretIsNotWritten() throws Exception {
    var line = json(log -> log.atInfo()
        .addKeyValue("redis.password", "hunter2")
        .addKeyValue("token", 4711)
        .addKeyValue("http.tokensFile", "conf/tokens")
        .log("settings"));
    assertThat(line.get("redis.password").asText()).isEqualTo("***");
    assertThat(line.get("token").asText()).isEqualTo("***");
    assertThat(line.get("http.tokensFile").asText()).isEqualTo("conf/tokens");
  }

  @Test
  void longValuesAreCutAndTheirSecretsAreNotCutInHalf() throws Exception {
    var line = json(log -> log.atInfo()
        .addKeyValue("prompt", "x".repeat(100_000))
        .addKeyValue("url", "y".repeat(240) + " redis://me:hunter2hunter2@cache")
        .log("m".repeat(100_000)));
    assertThat(line.get("prompt").asText()).hasSize(256 + 3);
    assertThat(line.get("url").asText()).doesNotContain("hunter2");
    assertThat(line.get("message").asText()).hasSize(2_048 + 3);
  }

  @Test
  void theLevelOfTheEnvironmentHoldsForOurLinesAndForThoseOfLibraries() {
    var context = configured("json", "ERROR");
    assertThat(context.getLogger("io.cachewarmer.x").isWarnEnabled()).isFalse();
    assertThat(context.getLogger("io.netty.x").isInfoEnabled()).isFalse();
    assertThat(written(context, log -> log.warn("slow"), "io.vertx.core.impl.X"))
        .isEmpty();
    assertThat(configured("json", "DEBUG").getLogger("io.vertx.jdbcclient.X").isDebugEnabled())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "text"})
  void whatIsDroppedUnderPressureIsNeverAWarning(String format) {
    var async = (AsyncAppender) configured(format, "INFO").getLogger("ROOT").getAppender(format);
    // The default threshold: a fifth of the queue is kept for WARN and ERROR, and their writer
    // waits.
    assertThat(async.getDiscardingThreshold())
        .isEqualTo(async.getQueueSize() / 5)
        .isPositive();
    assertThat(async.isNeverBlock()).isFalse();
  }

  @Test
  void thousandsOfWarningsInARushAreAllWritten() {
    var written = write("json", log -> {
      for (int i = 0; i < 20_000; i++) {
        log.atLevel(Level.WARN).log("warning {}", i);
      }
    });
    assertThat(written.lines()).hasSize(20_000);
  }

  private static JsonNode json(Consumer<Logger> event) throws Exception {
    return new ObjectMapper().readTree(write("json", event));
  }

  private static String write(String format, Consumer<Logger> event) {
    return written(configured(format, "INFO"), event, "test");
  }

  /** What the event leaves on the stream that stands in for standard output. */
  private static String written(LoggerContext context, Consumer<Logger> event, String logger) {
    var out = new ByteArrayOutputStream();
    for (Iterator<ch.qos.logback.core.Appender<ILoggingEvent>> i =
            context.getLogger("ROOT").iteratorForAppenders();
        i.hasNext(); ) {
      ((AsyncAppender) i.next()).iteratorForAppenders().forEachRemaining(sink -> {
        ((ConsoleAppender<ILoggingEvent>) sink).setWithJansi(false);
        ((OutputStreamAppender<ILoggingEvent>) sink).setOutputStream(out);
      });
    }
    event.accept(context.getLogger(logger));
    context.stop();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static LoggerContext configured(String format, String level) {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("LOG_FORMAT", format);
    context.putProperty("LOG_LEVEL", level);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Path.of("conf", "logback.xml").toFile());
    } catch (ch.qos.logback.core.joran.spi.JoranException e) {
      throw new AssertionError(e);
    }
    assertThat(context.getStatusManager().getCopyOfStatusList())
        .noneMatch(status -> status.getMessage().contains("unknown property")
            || status.getLevel() >= ch.qos.logback.core.status.Status.ERROR);
    return context;
  }
}
