package io.cachewarmer.http.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) as programs write it, in one pass over the bytes: members whose names are known,
 * strings without escapes, short decimals. It explains nothing. Whatever else it meets makes it {@link #lost},
 * and the same bytes are for {@link StrictReader}, which is several times slower, knows the whole grammar and says
 * what is wrong. What this one reads, that one reads alike.
 *
 * <p>Once lost it goes no further, and what it gives means nothing. Not safe for two threads.
 */
public final class PlainReader {

  // So many digits are exact in a double, and so are these powers: one division rounds as it must
  // (Clinger, "How to read floating point numbers accurately", 1990).
  private static final int MOST_DIGITS = 15;

  /** Of a number: programs print a double in up to seventeen digits. */
  private static final int LONGEST = 25;

  private static final double[] TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final byte[] NOTHING = {};
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = NOTHING;
  private int at;
  private int end;
  private boolean acrossLines;
  private boolean lost;

  /**
   * Begins anywhere in the bytes.
   *
   * @param acrossLines whether a line feed is white space; else nothing goes on behind it
   */
  public void open(byte[] bytes, int from, int to, boolean acrossLines) {
    this.bytes = bytes;
    this.acrossLines = acrossLines;
    at = from;
    end = to;
    lost = false;
  }

  /** Lets go of the bytes. */
  public void close() {
    open(NOTHING, 0, 0, false);
  }

  public boolean lost() {
    return lost;
  }

  /** Gives up: what follows is not for this reader. */
  public void lose() {
    lost = true;
    end = at;
  }

  /** The index of the byte that comes next. */
  public int position() {
    return at;
  }

  /** Passes over white space, and over that character if it comes then. */
  public boolean passes(char wanted) {
    blanks();
    if (at == end || bytes[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Passes over white space and that character, or is lost. */
  public void expect(char wanted) {
    if (!passes(wanted)) {
      lose();
    }
  }

  /** Passes over white space to the end of the line, or of everything; lost when something else comes. */
  public void finish() {
    blanks();
    if (at < end && (acrossLines || bytes[at] != '\n')) {
      lose();
    }
  }

  /**
   * Passes over a member's name and its colon.
   *
   * @param likely where in the list to look first
   * @return its place in the list; lost when it is not there
   */
  public int member(MemberNames names, int likely) {
    expect('"');
    int place = names.place(bytes, at, end, likely);
    if (place < 0) {
      lose();
      return 0;
    }
    at += names.length(place);
    expect(':');
    return place;
  }

  /** A string of so many bytes of UTF-8, without control characters. */
  public String text(int least, int most) {
    expect('"');
    int from = at;
    int seen = 0;
    int to = at;
    while (to < end && bytes[to] != '"') {
      byte next = bytes[to];
      if (next == '\\' || next == 0x7f || (next & 0xe0) == 0) {
        lose();
        return "";
      }
      seen |= next;
      to++;
    }
    int length = to - from;
    if (to == end || length < least || length > most) {
      lose();
      return "";
    }
    at = to + 1;
    return seen < 0
        ? wide(from, length)
        : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  // What is ill-formed becomes U+FFFD; one that was sent as such is left to the other reader, too.
  private String wide(int from, int length) {
    var text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') >= 0 || Utf8.hasControl(text)) {
      lose();
    }
    return text;
  }

  /** A number without sign and exponent, from 0 to that bound. */
  public double decimal(double most) {
    blanks();
    int from = at;
    long all = whole(LONGEST);
    int fraction = 0;
    if (at < end && bytes[at] == '.') {
      at++;
      int point = at;
      all = digits(all, LONGEST);
      fraction = at - point;
    }
    if (lost || at - from > LONGEST) {
      lose();
      return 0;
    }
    double value = at - from <= MOST_DIGITS
        ? all / TENS[fraction]
        : Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
    if (!(value <= most)) {
      lose();
    }
    return value;
  }

  /** A number without sign, fraction and exponent, from 0 to that bound. */
  public long integer(long most) {
    blanks();
    long value = whole(MOST_DIGITS);
    if (value > most) {
      lose();
    }
    return value;
  }

  private long whole(int longest) {
    int from = at;
    long value = digits(0, longest);
    if (at - from > 1 && bytes[from] == '0') {
      lose();
    }
    return value;
  }

  private long digits(long before, int most) {
    long value = before;
    int to = at;
    while (to < end && bytes[to] >= '0' && bytes[to] <= '9') {
      value = value * 10 + bytes[to] - '0';
      to++;
    }
    int read = to - at;
    at = to;
    if (read == 0 || read > most) {
      lose();
    }
    return value;
  }

  /** True or false. */
  public boolean flag() {
    blanks();
    boolean yes = at < end && bytes[at] == 't';
    byte[] word = yes ? TRUE : FALSE;
    int to = at + word.length;
    if (to > end || !Arrays.equals(bytes, at, to, word, 0, word.length)) {
      lose();
      return false;
    }
    at = to;
    return yes;
  }

  private void blanks() {
    while (at < end && blank(bytes[at])) {
      at++;
    }
  }

  private boolean blank(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || (next == '\n' && acrossLines);
  }
}
