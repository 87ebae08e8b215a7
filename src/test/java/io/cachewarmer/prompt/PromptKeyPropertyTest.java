package io.cachewarmer.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PromptKeyPropertyTest {

  @Property
  void differentQuestionsHaveDifferentKeys(@ForAll String one, @ForAll String other) {
    assertEquals(one.equals(other), PromptKey.of("m", one).equals(PromptKey.of("m", other)));
  }

  @Property
  void theModelIsPartOfTheKey(@ForAll String one, @ForAll String other) {
    boolean same = PromptKey.tagged(one).equals(PromptKey.tagged(other));
    assertEquals(same, PromptKey.of(one, "q").equals(PromptKey.of(other, "q")));
  }

  @Example
  void theKeyIsTheWholeDigestOfRouteAndCanonicalBody() throws Exception {
    String text = "/api/generate\n{\"model\":\"llama3.2:3b\",\"prompt\":\"Add milk\"}";
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    assertEquals("llm:" + HexFormat.of().formatHex(hash), PromptKey.of("llama3.2:3b", "Add milk"));
  }

  @Example
  void whatAnEarlierKeyThrewTogetherIsKeptApart() {
    var keys = new HashSet<String>();
    var questions = List.of(
        "1.5 kg", "15 kg", "Milk", "milk", "milk ", "牛奶", "パン", "хлеб", "", "\ud800", "\udfff", "?",
        "\ufffd", "\\ud800");
    questions.forEach(q -> assertTrue(keys.add(PromptKey.of("m", q)), q));
  }

  @Example
  void aModelWithoutTagIsItsLatest() {
    assertEquals(PromptKey.of("llama3.2:latest", "q"), PromptKey.of("llama3.2", "q"));
    assertNotEquals(PromptKey.of("llama3.2:3b", "q"), PromptKey.of("llama3.2", "q"));
    assertEquals("host:5000/m:latest", PromptKey.tagged("host:5000/m"));
  }

  @Example
  void commonQueriesAreKeyedForTheirModelInTheirOrder() {
    var keyed = CommonQueries.byKey("m");
    assertEquals(CommonQueries.all(), List.copyOf(keyed.values()));
    keyed.forEach((key, query) -> assertEquals(PromptKey.of("m", query), key));
  }

  @Property
  void theOrderOfMembersDoesNotMatter(@ForAll Map<String, Integer> members) {
    var reversed = new LinkedHashMap<String, Integer>();
    var names =
        members.keySet().stream().sorted(java.util.Comparator.reverseOrder()).toList();
    names.forEach(name -> reversed.put(name, members.get(name)));
    assertEquals(CanonicalJson.of(members), CanonicalJson.of(reversed));
  }

  @Property
  void aStringReadsBackAsItself(@ForAll String text) {
    assertEquals(text, unescape(CanonicalJson.of(text)));
  }

  @Property(tries = 200)
  void aNumberReadsBackAsItselfInTheFewestDigits(@ForAll double value) {
    String text = EcmaNumber.of(value);
    assertEquals(value == 0 ? 0.0 : value, Double.parseDouble(text));
    long digits = digits(text);
    assertTrue(digits <= digits(Double.toString(value)));
  }

  @Property
  void wholeNumbersAreNeverThrownTogether(@ForAll long one, @ForAll long other) {
    assertEquals(one == other, CanonicalJson.of(one).equals(CanonicalJson.of(other)));
  }

  @Example
  void twoSeedsThatOneDoubleHoldsStayTwo() {
    assertNotEquals(CanonicalJson.of(9007199254740992L), CanonicalJson.of(9007199254740993L));
  }

  @Example
  void numbersAreThoseOfTheRfc() {
    // RFC 8785, appendix B: IEEE 754 bits and the text they have.
    var rows = Map.ofEntries(
        Map.entry(0x0000000000000000L, "0"),
        Map.entry(0x8000000000000000L, "0"),
        Map.entry(0x0000000000000001L, "5e-324"),
        Map.entry(0x8000000000000001L, "-5e-324"),
        Map.entry(0x7fefffffffffffffL, "1.7976931348623157e+308"),
        Map.entry(0x4340000000000000L, "9007199254740992"),
        Map.entry(0xc340000000000000L, "-9007199254740992"),
        Map.entry(0x4430000000000000L, "295147905179352830000"),
        Map.entry(0x44b52d02c7e14af5L, "9.999999999999997e+22"),
        Map.entry(0x44b52d02c7e14af6L, "1e+23"),
        Map.entry(0x44b52d02c7e14af7L, "1.0000000000000001e+23"),
        Map.entry(0x444b1ae4d6e2ef4eL, "999999999999999700000"),
        Map.entry(0x444b1ae4d6e2ef4fL, "999999999999999900000"),
        Map.entry(0x444b1ae4d6e2ef50L, "1e+21"),
        Map.entry(0x3eb0c6f7a0b5ed8cL, "9.999999999999997e-7"),
        Map.entry(0x3eb0c6f7a0b5ed8dL, "0.000001"),
        Map.entry(0x41b3de4355555553L, "333333333.3333332"),
        Map.entry(0x41b3de4355555557L, "333333333.33333343"),
        Map.entry(0xbecbf647612f3696L, "-0.0000033333333333333333"),
        Map.entry(0x43143ff3c1cb0959L, "1424953923781206.2"));
    rows.forEach((bits, text) -> assertEquals(text, EcmaNumber.of(Double.longBitsToDouble(bits))));
  }

  @Example
  void membersAndEscapesAreThoseOfTheRfc() {
    // RFC 8785, sections 3.2.2 and 3.2.3.
    assertEquals(
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
        CanonicalJson.of(Map.of(
            "numbers", List.of(333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001),
            "string", "€$\u000f\nA'B\"\\\\\"/",
            "literals", List.of(CanonicalJson.NULL, true, false))));
    var sorted = CanonicalJson.of(
        Map.of("€", 1, "\r", 2, "\ufb33", 3, "1", 4, "😀", 5, "\u0080", 6, "ö", 7));
    assertEquals("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}", sorted);
  }

  @Example
  void whatIsNoJsonIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of(Map.of(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of('c'));
  }

  private static long digits(String number) {
    String mantissa = number.toLowerCase(java.util.Locale.ROOT).split("e")[0];
    return mantissa.replaceAll("[-.]", "").replaceAll("^0+|0+$", "").length();
  }

  private static String unescape(String json) {
    var text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char kind = json.charAt(++i);
      if (kind == 'u') {
        text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        int at = "btnfr".indexOf(kind);
        text.append(at < 0 ? kind : "\b\t\n\f\r".charAt(at));
      }
    }
    return text.toString();
  }
}
