package io.cachewarmer.http.record;

import com.fasterxml.jackson.core.JsonToken;
import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.JsonBytes;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.StrictReader;
import io.cachewarmer.http.record.Posted.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes to events. A single event that is wrong fails; in a batch it is rejected by its index and the
 * others go on. Belongs to one event loop: reader and drafts are used again and again.
 */
final class EventParser {

  static final int MOST_EVENTS = 1_000;

  /** After so many lines of a body that were not plain, the others are not tried. */
  private static final int MOST_TRIED = 16;

  private final PlainEvents plain = new PlainEvents();
  private final StrictReader in = new StrictReader();
  private final Clock clock;

  EventParser(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads a whole body.
   *
   * @throws MalformedJson when it is not JSON, or its only event is wrong
   */
  Posted parse(
      byte[] bytes, int offset, int length, Form form, Draft draft, String ceId, String ceTime)
      throws MalformedJson {
    if (length == 0) {
      throw new MalformedJson("the body is empty; send an event");
    }
    long now = clock.millis();
    try {
      if (form == Form.LINES) {
        return lines(bytes, offset, length, draft, now);
      }
      if (form == Form.JSON && ceId.isEmpty() && ceTime.isEmpty()) {
        var posted = plain.body(bytes, offset, offset + length, draft, now);
        if (posted.isPresent()) {
          return posted.get();
        }
      }
      in.open(bytes, offset, length);
      var first = in.next();
      if (first == JsonToken.START_ARRAY && form != Form.CLOUD_EVENT) {
        return array(form == Form.CLOUD_EVENTS, draft, now);
      }
      if (form == Form.CLOUD_EVENTS) {
        throw new MalformedJson("the body must be a JSON array of CloudEvents");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedJson("the body must be a JSON object or an array of objects");
      }
      return single(form == Form.CLOUD_EVENT, draft, ceId, ceTime, now);
    } finally {
      plain.close();
      in.close();
    }
  }

  private Posted single(boolean enveloped, Draft draft, String ceId, String ceTime, long now)
      throws MalformedJson {
    draft.clear();
    if (enveloped) {
      Envelope.read(in, draft);
    } else {
      draft.read(in, 1);
      Envelope.adopt(in, draft, ceId, ceTime);
    }
    in.end();
    var event = draft.event(in, now);
    if (!in.problem().isEmpty()) {
      throw new MalformedJson(in.problem());
    }
    return new Posted(false, List.of(event), List.of());
  }

  private Posted array(boolean enveloped, Draft draft, long now) throws MalformedJson {
    var accepted = new ArrayList<AccessEvent>();
    var rejected = new ArrayList<Rejected>();
    while (in.next() != JsonToken.END_ARRAY) {
      int index = accepted.size() + rejected.size();
      atMost(index + 1);
      in.forgive();
      draft.clear();
      if (enveloped) {
        Envelope.read(in, draft);
      } else {
        draft.read(in, 1);
      }
      settle(draft, now, index, accepted, rejected);
    }
    in.end();
    return new Posted(true, accepted, rejected);
  }

  /**
   * What is not plain is read token by token. One such reader goes through the lines that follow each other: to
   * begin anew with each costs as much as half a line. It begins again after a line that it could not read, which
   * leaves it anywhere, and after one that it was not asked to read.
   */
  private Posted lines(byte[] bytes, int offset, int length, Draft draft, long now) {
    var accepted = new ArrayList<AccessEvent>();
    var rejected = new ArrayList<Rejected>();
    int end = offset + length;
    int opened = -1;
    int strict = 0;
    for (int from = offset, to; from < end; from = to + 1) {
      int index = accepted.size() + rejected.size();
      var event = strict < MOST_TRIED
          ? plain.line(bytes, from, end, draft, now)
          : Optional.<AccessEvent>empty();
      if (event.isPresent()) {
        atMost(index + 1);
        accepted.add(event.get());
        to = plain.endOfLine();
        opened = -1;
        continue;
      }
      to = endOfLine(bytes, from, end);
      if (blank(bytes, from, to)) {
        continue;
      }
      atMost(index + 1);
      strict++;
      try {
        JsonBytes.check(bytes, from, to - from);
        if (opened < 0 || in.isWorn()) {
          in.openChecked(bytes, from, end - from);
          opened = from;
        }
        line(draft);
        endOn(bytes, opened + in.position(), to);
        settle(draft, now, index, accepted, rejected);
      } catch (MalformedJson e) {
        opened = -1;
        rejected.add(new Rejected(index, ofLine(e)));
      }
    }
    return new Posted(true, accepted, rejected);
  }

  private void line(Draft draft) throws MalformedJson {
    in.forgive();
    in.next();
    draft.clear();
    draft.read(in, 1);
  }

  private static void endOn(byte[] bytes, long position, int to) throws MalformedJson {
    if (position > to) {
      throw new MalformedJson("the body is not valid JSON: it ends too early");
    }
    if (!blank(bytes, (int) position, to)) {
      throw new MalformedJson("the body goes on after its JSON document");
    }
  }

  private static String ofLine(MalformedJson e) {
    return String.valueOf(e.getMessage())
        .replace("the body", "the line")
        .replaceFirst("line [0-9]+, ", "");
  }

  private static int endOfLine(byte[] bytes, int from, int end) {
    int to = from;
    while (to < end && bytes[to] != '\n') {
      to++;
    }
    return to;
  }

  private void settle(
      Draft draft, long now, int index, List<AccessEvent> accepted, List<Rejected> rejected) {
    var event = in.problem().isEmpty() ? draft.event(in, now) : null;
    if (event == null || !in.problem().isEmpty()) {
      rejected.add(new Rejected(index, in.problem()));
    } else {
      accepted.add(event);
    }
  }

  private static void atMost(int events) {
    if (events > MOST_EVENTS) {
      throw HttpProblem.of(413, "a batch must hold at most " + MOST_EVENTS + " events");
    }
  }

  private static boolean blank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
