package io.cachewarmer.replay.log;

import io.cachewarmer.replay.trace.BadLine;
import io.cachewarmer.replay.trace.UnusableTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Lines in nginx's log_format notation: text with {@code $variables}. A variable reaches to the
 * next piece of the text, the last one to the end of the line.
 */
final class NginxLines implements LogFormat {

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))");

  private final List<String> variables;

  /** The text before each variable, and the one after the last. */
  private final List<String> texts;

  private NginxLines(List<String> variables, List<String> texts) {
    this.variables = variables;
    this.texts = texts;
  }

  static NginxLines of(String pattern) {
    var variables = new ArrayList<String>();
    var texts = new ArrayList<String>();
    var matcher = VARIABLE.matcher(pattern);
    int end = 0;
    while (matcher.find()) {
      String text = pattern.substring(end, matcher.start());
      if (text.isEmpty() && !variables.isEmpty()) {
        throw new UnusableTrace("the pattern needs some text between $"
            + variables.get(variables.size() - 1) + " and " + matcher.group());
      }
      texts.add(text);
      variables.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      end = matcher.end();
    }
    texts.add(pattern.substring(end));
    LogFormat.requireEnough(new HashSet<>(variables));
    return new NginxLines(List.copyOf(variables), List.copyOf(texts));
  }

  @Override
  public Map<String, String> values(String line) {
    if (!line.startsWith(texts.get(0))) {
      throw differs();
    }
    var values = new HashMap<String, String>();
    int at = texts.get(0).length();
    for (int i = 0; i < variables.size(); i++) {
      String text = texts.get(i + 1);
      int end = text.isEmpty() ? line.length() : line.indexOf(text, at);
      if (end < 0) {
        throw differs();
      }
      values.put(variables.get(i), line.substring(at, end));
      at = end + text.length();
    }
    return values;
  }

  private static BadLine differs() {
    return new BadLine("it does not fit the pattern");
  }
}
