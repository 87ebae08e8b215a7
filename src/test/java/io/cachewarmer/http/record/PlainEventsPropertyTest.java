package io.cachewarmer.http.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.clock.SettableClock;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.StrictReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is read in one pass is read as the strict reader reads it, and what that one refuses is not read. */
class PlainEventsPropertyTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final List<String> SPACES = List.of("", "", "", " ", "  ", "\t", "\r");
  private static final List<String> TEXTS = List.of(
      "\"milk\"",
      "\"grocery:milk\"",
      "\"crème brûlée\"",
      "\"牛奶\"",
      "\"🥛\"",
      "\"a b\"",
      "\"" + "k".repeat(256) + "\"");
  private static final List<String> NUMBERS = List.of(
      "0",
      "7",
      "120.5",
      "0.001",
      "3600000",
      "3599999.99",
      "12345678901.2345",
      "0.0",
      "250",
      "123.45678901234567",
      "12.300000000745058",
      "0.30000000000000004",
      "3599999.9999999999999");
  private static final List<String> HOSTILE = List.of(
      "\"",
      "\\",
      "\\u0041",
      "\\ud83d",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "-",
      "+",
      "e5",
      "E",
      ".",
      "0",
      "9",
      "00",
      "null",
      "true",
      "false",
      "1e309",
      "NaN",
      "\n",
      "\t",
      "\0",
      "\u007f",
      "\u0085",
      "\u00e9",
      "\ufffd",
      "\ufeff",
      "\"itemId\":",
      "\"size\":",
      "\"loadTime\":1,",
      "\"hit\":null,",
      "/*x*/",
      "'",
      "99999999999999999999");

  @Property(tries = 2_000)
  void anEventOfCommonWordsIsReadInOnePass(@ForAll Random random) {
    byte[] bytes = event(random).getBytes(StandardCharsets.UTF_8);

    assertThat(plain(bytes)).isPresent().isEqualTo(strict(bytes));
  }

  @Property(tries = 20_000)
  void whatIsReadInOnePassIsWhatTheStrictReaderReads(@ForAll Random random) {
    byte[] bytes = spoilt(event(random).getBytes(StandardCharsets.UTF_8), random);

    plain(bytes).ifPresent(event -> assertThat(strict(bytes)).as(text(bytes)).contains(event));
  }

  @Property(tries = 1_000)
  void eachLineCountsForItself(@ForAll Random random) throws MalformedJson {
    var lines = someLines(random);
    var expected = lines.stream()
        .filter(line -> !text(line).isBlank())
        .map(PlainEventsPropertyTest::strict)
        .toList();

    var posted = parse(joined(lines, "\n"), Form.LINES);

    assertThat(posted.accepted())
        .isEqualTo(expected.stream().flatMap(Optional::stream).toList());
    assertThat(posted.rejected()).extracting(Posted.Rejected::index).isEqualTo(absent(expected));
  }

  @Property(tries = 1_000)
  void anArrayIsReadAlikeWhetherOrNotAllOfItIsPlain(@ForAll Random random) throws MalformedJson {
    var events = new ArrayList<byte[]>();
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      events.add(event(random).getBytes(StandardCharsets.UTF_8));
    }
    var expected = events.stream().map(PlainEventsPropertyTest::strict).toList();
    var wellFormedButWrong =
        "{\"itemId\":\"milk\",\"loadTime\":-1}".getBytes(StandardCharsets.UTF_8);
    boolean wrong = random.nextBoolean();
    if (wrong) {
      events.add(wellFormedButWrong);
    }

    var posted = parse(array(events), Form.JSON);

    assertThat(posted.batch()).isTrue();
    assertThat(posted.accepted())
        .isEqualTo(expected.stream().flatMap(Optional::stream).toList());
    assertThat(posted.rejected()).hasSize(wrong ? 1 : 0);
  }

  private static Optional<AccessEvent> plain(byte[] bytes) {
    return new PlainEvents()
        .body(bytes, 0, bytes.length, new ItemDraft(), NOW)
        .filter(posted -> !posted.batch())
        .map(posted -> posted.accepted().get(0));
  }

  private static Optional<AccessEvent> strict(byte[] bytes) {
    var in = new StrictReader();
    var draft = new ItemDraft();
    try {
      in.open(bytes, 0, bytes.length);
      in.next();
      draft.read(in, 1);
      in.end();
      var event = draft.event(in, NOW);
      return in.problem().isEmpty() ? Optional.of(event) : Optional.empty();
    } catch (MalformedJson e) {
      return Optional.empty();
    } finally {
      in.close();
    }
  }

  private static Posted parse(byte[] bytes, Form form) throws MalformedJson {
    var clock = new SettableClock(NOW);
    return new EventParser(clock).parse(bytes, 0, bytes.length, form, new ItemDraft(), "", "");
  }

  private static String event(Random random) {
    var members = new ArrayList<String>();
    members.add(member("itemId", pick(TEXTS, random), random));
    members.add(member("loadTime", loadTime(random), random));
    maybe(members, member("hit", random.nextBoolean() ? "true" : "false", random), random);
    maybe(members, member("metadata", metadata(random), random), random);
    maybe(members, member("id", "\"e-" + random.nextInt(1_000) + "\"", random), random);
    maybe(members, member("userId", "\"u-1\"", random), random);
    maybe(members, member("sessionId", "\"s 1\"", random), random);
    maybe(
        members, member("timestamp", Long.toString(NOW - random.nextInt(60_000)), random), random);
    Collections.shuffle(members, random);
    return object(members, random);
  }

  private static String loadTime(Random random) {
    var wanted = pick(NUMBERS, random);
    return Double.parseDouble(wanted) > Draft.LONGEST_WAIT_MILLIS ? "1" : wanted;
  }

  private static String metadata(Random random) {
    var details = new ArrayList<String>();
    maybe(details, member("category", "\"dairy\"", random), random);
    maybe(details, member("relatedItems", related(random), random), random);
    maybe(
        details,
        member("size", Integer.toString(random.nextInt(Integer.MAX_VALUE)), random),
        random);
    Collections.shuffle(details, random);
    return object(details, random);
  }

  private static String related(Random random) {
    var keys = new ArrayList<String>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(space(random) + pick(TEXTS, random) + space(random));
    }
    return "[" + String.join(",", keys) + "]";
  }

  private static String object(List<String> members, Random random) {
    return space(random) + "{" + space(random) + String.join(",", members) + "}" + space(random);
  }

  private static String member(String name, String value, Random random) {
    return space(random) + '"' + name + '"' + space(random) + ":" + space(random) + value
        + space(random);
  }

  private static void maybe(List<String> members, String member, Random random) {
    if (random.nextInt(3) > 0) {
      members.add(member);
    }
  }

  private static byte[] spoilt(byte[] bytes, Random random) {
    var all = bytes;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(all.length + 1);
      int gone = Math.min(all.length - at, random.nextInt(3));
      byte[] put = random.nextInt(4) == 0
          ? new byte[] {(byte) random.nextInt()}
          : pick(HOSTILE, random).getBytes(StandardCharsets.UTF_8);
      var out = new ByteArrayOutputStream();
      out.write(all, 0, at);
      out.write(put, 0, put.length);
      out.write(all, at + gone, all.length - at - gone);
      all = out.toByteArray();
    }
    return all;
  }

  private static List<byte[]> someLines(Random random) {
    var lines = new ArrayList<byte[]>();
    lines.add(event(random).getBytes(StandardCharsets.UTF_8));
    for (int i = random.nextInt(60); i > 0; i--) {
      byte[] event = event(random).getBytes(StandardCharsets.UTF_8);
      boolean spoil = random.nextBoolean();
      byte[] line = spoil ? withoutFeeds(spoilt(event, random)) : event;
      lines.add(line);
    }
    return lines;
  }

  private static byte[] withoutFeeds(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
    }
    return bytes;
  }

  private static List<Integer> absent(List<Optional<AccessEvent>> events) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).isEmpty()) {
        places.add(i);
      }
    }
    return places;
  }

  private static byte[] array(List<byte[]> events) {
    var out = new ByteArrayOutputStream();
    out.write('[');
    out.writeBytes(joined(events, ",\n"));
    out.write(']');
    return out.toByteArray();
  }

  private static byte[] joined(List<byte[]> parts, String between) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < parts.size(); i++) {
      out.writeBytes(i == 0 ? new byte[0] : between.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(parts.get(i));
    }
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String space(Random random) {
    return pick(SPACES, random);
  }

  private static <T> T pick(List<T> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
