package io.cachewarmer.replay.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.cachewarmer.replay.trace.BadLine;
import io.cachewarmer.replay.trace.UnusableTrace;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Lines that are JSON objects. A mapping tells which member plays which role; others are passed
 * over.
 */
final class JsonLines implements LogFormat {

  private static final JsonFactory JSON = new JsonFactory();

  private static final Map<String, String> VARIABLE_OF_ROLE = Map.of(
      "time", "time",
      "uri", "request_uri",
      "request", "request",
      "method", "request_method",
      "status", "status",
      "user", "remote_user",
      "address", "remote_addr");

  private final Map<String, String> variableOfMember;

  private JsonLines(Map<String, String> variableOfMember) {
    this.variableOfMember = variableOfMember;
  }

  /** @param mapping a JSON object: the names of roles, each with the name of a member */
  static JsonLines of(String mapping) {
    var variables = new HashMap<String, String>();
    Map<String, String> memberOfRole;
    try {
      memberOfRole = members(mapping);
    } catch (IOException wrong) {
      throw new UnusableTrace(
          "after json: a pattern goes on like {\"time\":\"ts\",\"uri\":\"path\"}");
    }
    memberOfRole.forEach((role, member) -> {
      String variable = VARIABLE_OF_ROLE.get(role);
      if (variable == null) {
        throw new UnusableTrace("a json pattern knows no \"" + role + "\", but "
            + String.join(", ", new TreeSet<>(VARIABLE_OF_ROLE.keySet())));
      }
      variables.put(member, variable);
    });
    LogFormat.requireEnough(new TreeSet<>(variables.values()));
    return new JsonLines(variables);
  }

  @Override
  public Map<String, String> values(String line) {
    var values = new HashMap<String, String>();
    try {
      members(line).forEach((member, value) -> {
        String variable = variableOfMember.get(member);
        // A member that plays no role may still be the field that names the user.
        values.put(variable == null ? member : variable, value);
      });
    } catch (IOException wrong) {
      throw new BadLine("it is not a JSON object");
    }
    return values;
  }

  /** The members with a plain value, as text. */
  private static Map<String, String> members(String text) throws IOException {
    var members = new HashMap<String, String>();
    try (var parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("no object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != null && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          members.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IOException("text follows the object");
      }
    }
    return members;
  }
}
