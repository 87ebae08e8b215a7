package io.cachewarmer.prompt.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.prompt.JsonText;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every form of an answer, to the letter. {@code <route>.miss} is what upstream sends, {@code <route>.hit}
 * what is sent from the cache in chunks, {@code <route>.whole} the one object.
 */
class GoldenAnswersTest {

  private static final Path GOLDEN = Path.of("src/test/resources/prompt");

  @ParameterizedTest
  @EnumSource(Route.class)
  void aHitHasTheFormOfAMiss(Route route) throws IOException {
    var request = new PromptRequest(
        route,
        JsonText.parse("{\"model\":\"llama3.2:3b\",\"stream\":true,\"stream_options\":"
            + "{\"include_usage\":true},\"" + route.question() + "\":[\"?\"]}"));
    var record = captured(request, lines(route, "miss"));
    var kept = AnswerRecord.of(JsonText.parse(JsonText.write(record.toJson())));
    assertThat(written(kept.stream(request))).isEqualTo(text(route, "hit"));
    assertThat(written(List.of(kept.whole(request)))).isEqualTo(text(route, "whole"));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void anAnswerTakenWholeIsTheSame(Route route) throws IOException {
    var request = Answers.request(route, false);
    var record = captured(request, lines(route, "whole"));
    assertThat(written(List.of(record.whole(request)))).isEqualTo(text(route, "whole"));
    var counting = new PromptRequest(
        route, Map.of("model", "llama3.2:3b", "stream_options", Map.of("include_usage", true)));
    assertThat(written(record.stream(counting))).isEqualTo(text(route, "hit"));
  }

  private static AnswerRecord captured(PromptRequest request, List<Map<String, Object>> chunks) {
    var outcome = Answers.captured(request, chunks, request.route().isOpenAi());
    assertThat(outcome).isInstanceOf(Outcome.Complete.class);
    return ((Outcome.Complete) outcome).answer();
  }

  private static List<Map<String, Object>> lines(Route route, String form) throws IOException {
    return text(route, form).lines().map(JsonText::parse).toList();
  }

  private static String text(Route route, String form) throws IOException {
    return Files.readString(
        GOLDEN.resolve(route.path().substring(1).replace('/', '_') + "." + form + ".ndjson"));
  }

  private static String written(List<Map<String, Object>> chunks) {
    var text = new StringBuilder();
    chunks.forEach(chunk -> text.append(JsonText.write(chunk)).append('\n'));
    return text.toString();
  }
}
