package io.cachewarmer.http.record;

import com.fasterxml.jackson.core.JsonToken;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.StrictReader;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;

/**
 * A CloudEvent (CloudEvents 1.0.2, JSON format): the event is its {@code data}; its {@code id} and
 * {@code time} count where the data has none. Other attributes are read strictly and ignored.
 */
final class Envelope {

  private static final int LONGEST_ID = 128;

  private Envelope() {}

  static void read(StrictReader in, Draft draft) throws MalformedJson {
    if (in.token() != JsonToken.START_OBJECT) {
      in.complain("a CloudEvent must be a JSON object");
      in.skip(1);
      return;
    }
    String id = "";
    String time = "";
    boolean data = false;
    var names = new HashSet<String>();
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      in.once(names);
      in.next();
      if (name.equals("data") && !in.isNull() && !data) {
        data = true;
        draft.read(in, 2);
      } else if (name.equals("id") && !in.isNull()) {
        id = in.text("id", 1, LONGEST_ID, false);
      } else if (name.equals("time") && !in.isNull()) {
        time = in.text("time", 1, LONGEST_ID, true);
      } else {
        in.skip(2);
      }
    }
    if (!data) {
      in.complain("data must be a JSON object");
    }
    adopt(in, draft, id, time);
  }

  static void adopt(StrictReader in, Draft draft, String id, String time) {
    long millis = Long.MIN_VALUE;
    if (!time.isEmpty()) {
      try {
        millis = OffsetDateTime.parse(time).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        in.complain("time must be a date and time of RFC 3339");
      }
    }
    draft.adopt(id, millis);
  }
}
