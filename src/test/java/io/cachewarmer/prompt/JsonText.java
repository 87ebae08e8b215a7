package io.cachewarmer.prompt;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON text to the values of {@link CanonicalJson} and back, members in their order. */
public final class JsonText {

  private JsonText() {}

  public static Map<String, Object> parse(String text) {
    return Json.object(read(new JsonObject(text).getMap())).orElseThrow();
  }

  public static String write(Map<String, Object> object) {
    return new JsonObject(Json.object(unread(object)).orElseThrow()).encode();
  }

  private static Object read(Object value) {
    if (value == null) {
      return CanonicalJson.NULL;
    }
    if (value instanceof JsonObject object) {
      return read(object.getMap());
    }
    if (value instanceof JsonArray array) {
      return read(array.getList());
    }
    if (value instanceof Map<?, ?> map) {
      var object = new LinkedHashMap<String, Object>();
      map.forEach((name, member) -> object.put((String) name, read(member)));
      return object;
    }
    if (value instanceof List<?> list) {
      return new ArrayList<>(list.stream().map(JsonText::read).toList());
    }
    return value;
  }

  private static Object unread(Object value) {
    if (value == CanonicalJson.NULL) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      var object = new LinkedHashMap<String, Object>();
      map.forEach((name, member) -> object.put((String) name, unread(member)));
      return object;
    }
    if (value instanceof List<?> list) {
      var array = new ArrayList<Object>();
      list.forEach(each -> array.add(unread(each)));
      return array;
    }
    return value;
  }
}
