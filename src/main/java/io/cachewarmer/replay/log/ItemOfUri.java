package io.cachewarmer.replay.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which item a URI asks for: the first group of a pattern, or the last segment of the path. */
public final class ItemOfUri {

  private static final Pattern LAST_SEGMENT = Pattern.compile("^[^?#]*?([^/?#]+)/?(?:[?#]|$)");

  private final Pattern pattern;

  private ItemOfUri(Pattern pattern) {
    this.pattern = pattern;
  }

  public static ItemOfUri lastSegment() {
    return new ItemOfUri(LAST_SEGMENT);
  }

  /** What the first group matches, or the whole match where there is no group. */
  public static ItemOfUri by(Pattern pattern) {
    return new ItemOfUri(pattern);
  }

  /** The item's name, percent-decoded; empty when the URI asks for none. */
  Optional<String> in(String uri) {
    Matcher found = pattern.matcher(uri);
    if (!found.find()) {
      return Optional.empty();
    }
    return Optional.ofNullable(found.group(Math.min(1, found.groupCount())))
        .map(ItemOfUri::decode)
        .filter(item -> !item.isBlank());
  }

  /** A sequence that is no percent-encoding stays as it is, and so does a plus. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(raw[i + 2], 16) : -1;
      if (low >= 0) {
        decoded.write((high << 4) | low);
        i += 2;
      } else {
        decoded.write(raw[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
