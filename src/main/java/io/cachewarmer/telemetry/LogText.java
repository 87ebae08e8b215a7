package io.cachewarmer.telemetry;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text fit for a log: no secrets, no line of its own, not endless. Whoever reads a log, by eye or
 * by program, may rely on a line being one event of ours (CWE-117).
 */
final class LogText {

  static final int LONGEST_VALUE = 256;
  static final int LONGEST_MESSAGE = 2_048;
  static final int LONGEST_TRACE = 8_192;

  // What lies behind this is never shown; it bounds the work that a long text can cause. It is
  // looked at
  // beyond what is shown, so that a secret is seen whole before the text is cut.
  private static final int LOOKED_AT = 16_384;

  private static final Pattern URL_CREDENTIALS =
      Pattern.compile("(://)[^\\s@/]{0,256}:\\S{0,512}@");
  private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|basic)\\s+[^\\s,;\"']+");
  private static final Pattern ASSIGNMENT = Pattern.compile(
      "(?i)(password|passwd|token|authorization|secret)([\"']?\\s{0,4}[=:]\\s{0,4}[\"']?)[^\\s,;&\"'})\\]]+");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(password|passwd|token|authorization|secret)$");

  private LogText() {}

  /** Whether a value under this name is a secret by its name alone. */
  static boolean isSecretName(String name) {
    return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** Without secrets, and at most so long. */
  static String masked(String text, int longest) {
    var seen = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
    seen = URL_CREDENTIALS.matcher(seen).replaceAll("$1***@");
    seen = SCHEME.matcher(seen).replaceAll("$1 ***");
    seen = ASSIGNMENT.matcher(seen).replaceAll("$1$2***");
    return seen.length() <= longest ? seen : seen.substring(0, longest) + "...";
  }

  /** With everything that could end or forge a line, or steer a terminal, written as its code. */
  static String escaped(String text) {
    if (text.chars().noneMatch(LogText::isUnsafe)) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16);
    text.chars().forEach(c -> {
      if (isUnsafe(c)) {
        safe.append("\\u%04x".formatted(c));
      } else {
        safe.append((char) c);
      }
    });
    return safe.toString();
  }

  // Line ends, controls (ESC among them), U+2028/2029 and the marks that reorder text
  // (CVE-2021-42574).
  private static boolean isUnsafe(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
