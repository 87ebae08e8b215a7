package io.cachewarmer.http.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of an object's members that a reader knows, by their places in a list. */
public final class MemberNames {

  // Each with the quote behind it, so that none is found as the beginning of another.
  private final byte[][] names;

  private MemberNames(byte[][] names) {
    this.names = names;
  }

  /** Plain ASCII names without quotes and backslashes. */
  public static MemberNames of(String... names) {
    return new MemberNames(Arrays.stream(names)
        .map(name -> (name + '"').getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new));
  }

  /** The place of the name that begins there, a likely one tried first; -1 when it is none of them. */
  int place(byte[] bytes, int from, int end, int likely) {
    if (likely < names.length && isAt(bytes, from, end, names[likely])) {
      return likely;
    }
    for (int place = 0; place < names.length; place++) {
      if (isAt(bytes, from, end, names[place])) {
        return place;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] bytes, int from, int end, byte[] name) {
    if (name.length > end - from) {
      return false;
    }
    // MemberNames are short: to set up a comparison of ranges costs more than it saves.
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes of a name and the quote behind it. */
  int length(int place) {
    return names[place].length;
  }
}
