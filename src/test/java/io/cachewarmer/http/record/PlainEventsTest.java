package io.cachewarmer.http.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not for one pass: most of it is wrong, and the strict reader has the words for that. */
class PlainEventsTest {

  private static final long NOW = 1_800_000_000_000L;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "007",
        "00.5",
        "1.",
        ".5",
        "-0",
        "-1",
        "+1",
        "1e3",
        "1E3",
        "1.2.3",
        "1_000",
        "0x10",
        "NaN",
        "1e309",
        "null",
        "\"1\"",
        "3600000.1",
        "3600001",
        "1234567890123456",
        "0.1234567890123456789012345",
        "99999999999999999999",
        "",
        "1 2"
      })
  void aNumberThatIsNotAShortDecimalIsLeft(String number) {
    assertThat(isPlain("{\"itemId\":\"milk\",\"loadTime\":" + number + "}")).isFalse();
  }

  /** A character is a byte here, so that ill-formed UTF-8 can be written down. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\\nb",
        "\\u006d",
        "a\tb",
        "a\nb",
        "a\u007fb",
        "\u00c2\u0085",
        "\u00c3(",
        "\u00ed\u00a0\u0080",
        "\u00c0\u00af",
        "\u00ef\u00bf\u00bd",
        "\u00ff",
        "a\u0000"
      })
  void aTextWithAnythingStrangeInItIsLeft(String text) {
    assertThat(isPlain("{\"itemId\":\"" + text + "\",\"loadTime\":1}")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatElseIsWrongOrRareIsLeft(String members) {
    assertThat(isPlain("{\"itemId\":\"milk\",\"loadTime\":1," + members + "}")).isFalse();
  }

  private static Stream<String> others() {
    return Stream.of(
        "\"itemId\":\"milk\"",
        "\"hit\":true,\"hit\":true",
        "\"metadata\":{\"size\":1,\"size\":1}",
        "\"hit\":null",
        "\"hit\":1",
        "\"hit\":trueish",
        "\"note\":\"x\"",
        "\"metadata\":{\"note\":\"x\"}",
        "\"metadata\":null",
        "\"metadata\":[]",
        "\"metadata\":{\"size\":1.0}",
        "\"metadata\":{\"size\":2147483648}",
        "\"metadata\":{\"relatedItems\":\"eggs\"}",
        "\"metadata\":{\"relatedItems\":[\"eggs\",]}",
        "\"metadata\":{\"relatedItems\":[1]}",
        "\"metadata\":{\"relatedItems\":[" + repeated("\"eggs\"", 33) + "]}",
        "\"metadata\":{\"category\":\"" + "c".repeat(65) + "\"}",
        "\"id\":\"" + "i".repeat(129) + "\"",
        "\"userId\":\"\"",
        "\"timestamp\":1.5",
        "\"timestamp\":" + (NOW - 3_600_001),
        "\"timestamp\":" + (NOW + 5_001),
        "\"hit\":true,",
        "\"hit\":true}{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "{\"itemId\":\"milk\"}",
        "{\"loadTime\":1}",
        "[]",
        "[{}]",
        "null",
        "7",
        "\"milk\"",
        "{\"itemId\":\"milk\",\"loadTime\":1",
        "{\"itemId\":\"milk\",\"loadTime\":1}}",
        "[{\"itemId\":\"milk\",\"loadTime\":1}",
        "[{\"itemId\":\"milk\",\"loadTime\":1},]",
        "{\"itemId\":\"milk\",\"loadTime\":1},",
        "{\"itemId\" \"milk\",\"loadTime\":1}"
      })
  void aBodyThatIsNotOneEventOrAnArrayOfThemIsLeft(String body) {
    assertThat(isPlain(body)).isFalse();
  }

  @Test
  void anArrayIsPlainUpToTheMostEvents() {
    var event = "{\"itemId\":\"milk\",\"loadTime\":1}";

    assertThat(isPlain("[" + repeated(event, EventParser.MOST_EVENTS) + "]")).isTrue();
    assertThat(isPlain("[" + repeated(event, EventParser.MOST_EVENTS + 1) + "]"))
        .isFalse();
  }

  private static String repeated(String text, int times) {
    return IntStream.range(0, times).mapToObj(i -> text).collect(Collectors.joining(","));
  }

  private static boolean isPlain(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    return new PlainEvents().body(bytes, 0, bytes.length, new ItemDraft(), NOW).isPresent();
  }
}
