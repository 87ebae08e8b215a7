package io.cachewarmer.config;

import java.util.regex.Pattern;

/** Shows settings without giving away passwords. */
final class Secrets {

  // Up to the last @ of all: a password that was not percent-encoded may hold any of @ / ? #
  // itself.
  private static final Pattern USER_INFO = Pattern.compile("(//).*@");
  private static final int SHOWN = 200;

  private Secrets() {}

  /** The text with the user and password of a URL replaced, on one line, and cut to a sane length. */
  static String masked(String text) {
    var safe = USER_INFO.matcher(text).replaceAll("$1***@").replaceAll("\\p{Cntrl}", "?");
    return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN) + "...";
  }
}
