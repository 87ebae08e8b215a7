package io.cachewarmer.http.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small body of a command: strings, flags and lists of strings by name. An empty body is {@code {}},
 * a null member is an absent one, unknown members are read strictly and ignored.
 */
public final class JsonBody {

  /** What a member may hold. */
  public enum Kind {
    TEXT,
    FLAG,
    TEXTS
  }

  private final Map<String, Object> members = new HashMap<>();

  private JsonBody() {}

  /** Reads a body whose known members are of these kinds. */
  public static JsonBody read(byte[] bytes, Map<String, Kind> known) throws MalformedJson {
    var body = new JsonBody();
    if (bytes.length > 0) {
      var in = new StrictReader();
      in.open(bytes, 0, bytes.length);
      try {
        body.fill(in, known);
      } finally {
        in.close();
      }
    }
    return body;
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(members.get(name)).map(String.class::cast);
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** The list of that name; empty when absent, a list without elements when it has none. */
  public Optional<List<String>> texts(String name) {
    return Optional.ofNullable(members.get(name))
        .map(list -> ((List<?>) list).stream().map(String.class::cast).toList());
  }

  private void fill(StrictReader in, Map<String, Kind> known) throws MalformedJson {
    if (in.next() != JsonToken.START_OBJECT) {
      throw new MalformedJson("the body must be a JSON object");
    }
    var names = new HashSet<String>();
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      in.once(names);
      in.next();
      Kind kind = known.get(name);
      if (kind == null || in.isNull()) {
        in.skip(2);
      } else {
        members.put(name, value(in, name, kind));
      }
    }
    in.end();
    if (!in.problem().isEmpty()) {
      throw new MalformedJson(in.problem());
    }
  }

  private static Object value(StrictReader in, String name, Kind kind) throws MalformedJson {
    return switch (kind) {
      case TEXT -> in.text(name, 0, Integer.MAX_VALUE, false);
      case FLAG -> in.flag(name);
      case TEXTS -> texts(in, name);
    };
  }

  private static List<String> texts(StrictReader in, String name) throws MalformedJson {
    var texts = new ArrayList<String>();
    if (in.token() != JsonToken.START_ARRAY) {
      in.complain(name + " must be an array of strings");
      in.skip(2);
      return texts;
    }
    while (in.next() != JsonToken.END_ARRAY) {
      texts.add(in.text("each of " + name, 0, Integer.MAX_VALUE, false));
    }
    return texts;
  }
}
