package io.cachewarmer.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON document after another, token by token. What breaks the grammar ends the document
 * with {@link MalformedJson}; what is grammatical and still refused (a duplicate member, a lone
 * surrogate, 1e309, a 33rd level) is noted as the {@link #problem} of the current event, so that the
 * other events of a batch are kept.
 *
 * <p>Reused for every document of an event loop; not safe for two threads.
 */
public final class StrictReader {

  public static final int MAX_DEPTH = 32;

  // Deeper than what is accepted, so that one deep event does not end its whole batch; bounded,
  // because skipping recurses.
  private static final int PARSER_DEPTH = 256;
  private static final int LONGEST_FINITE = 300;

  // Each new name costs the parser's symbol table; a mebibyte of them would hold the event loop.
  private static final int MOST_NAMES = 20_000;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
      .streamReadConstraints(
          StreamReadConstraints.builder().maxNestingDepth(PARSER_DEPTH).build())
      .build();

  private @Nullable JsonParser parser;
  private String problem = "";
  private int names;

  /** Begins a document. */
  public void open(byte[] bytes, int offset, int length) throws MalformedJson {
    JsonBytes.check(bytes, offset, length);
    openChecked(bytes, offset, length);
  }

  /** Begins a document, or several one after the other, of bytes that were checked. */
  public void openChecked(byte[] bytes, int offset, int length) {
    close();
    try {
      parser = FACTORY.createParser(bytes, offset, length);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    problem = "";
    names = 0;
  }

  /** Bytes read so far, the token at hand included. */
  public long position() {
    return in().currentLocation().getByteOffset();
  }

  /** Whether so many names were met that the next document should begin afresh. */
  public boolean isWorn() {
    return names > MOST_NAMES / 2;
  }

  public @Nullable JsonToken next() throws MalformedJson {
    try {
      return in().nextToken();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  public @Nullable JsonToken token() {
    return in().currentToken();
  }

  public boolean isNull() {
    return in().hasToken(JsonToken.VALUE_NULL);
  }

  /** The name of the member that was just met. */
  public String name() throws MalformedJson {
    try {
      return in().currentName();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Fails when anything but white space follows. */
  public void end() throws MalformedJson {
    if (next() != null) {
      throw new MalformedJson("the body goes on after its JSON document");
    }
  }

  /** Lets go of the document and of the buffers behind it. */
  public void close() {
    if (parser != null) {
      try {
        parser.close();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      parser = null;
    }
  }

  /** What is wrong with the event at hand, a sentence; empty when nothing is. */
  public String problem() {
    return problem;
  }

  /** Forgets the problem: the next event begins. */
  public void forgive() {
    problem = "";
  }

  /** Notes a problem; the first one stands. */
  public void complain(String sentence) {
    if (problem.isEmpty()) {
      problem = sentence;
    }
  }

  /**
   * The text at hand, or empty with a complaint when it is not a string of that many bytes.
   *
   * @param plain whether control characters are refused
   */
  public String text(String name, int least, int most, boolean plain) throws MalformedJson {
    if (token() != JsonToken.VALUE_STRING) {
      complain(name + " must be a string");
      skip(2);
      return "";
    }
    String text = string();
    int bytes = Utf8.length(text);
    if (bytes < 0) {
      complain(name + " holds half of a surrogate pair");
    } else if (bytes < least || bytes > most) {
      complain(name + " must be " + least + " to " + most + " bytes of UTF-8");
    } else if (plain && Utf8.hasControl(text)) {
      complain(name + " must not contain control characters");
    } else {
      return text;
    }
    return "";
  }

  /** The number at hand, or 0 with a complaint when it is not a number within the bounds. */
  public double number(String name, double most) throws MalformedJson {
    if (!number()) {
      complain(name + " must be a number >= 0");
      skip(2);
      return 0;
    }
    double value = asDouble();
    if (!(value >= 0) || Double.isInfinite(value)) {
      complain(name + " must be a number >= 0");
      return 0;
    }
    if (value > most) {
      complain(name + " must be at most " + (long) most);
      return 0;
    }
    return value + 0.0; // -0 is 0
  }

  public boolean flag(String name) throws MalformedJson {
    if (token() == JsonToken.VALUE_TRUE || token() == JsonToken.VALUE_FALSE) {
      return token() == JsonToken.VALUE_TRUE;
    }
    complain(name + " must be true or false");
    skip(2);
    return false;
  }

  /** Whether a number is at hand. */
  public boolean number() {
    return token() == JsonToken.VALUE_NUMBER_INT || token() == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** The number at hand; infinite when it is out of the range of a double. */
  public double asDouble() throws MalformedJson {
    try {
      return in().getDoubleValue();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The string at hand. */
  public String string() throws MalformedJson {
    try {
      return in().getText();
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Passes over the value at hand, as strictly as if it were wanted. */
  public void skip(int depth) throws MalformedJson {
    var token = token();
    if (token == JsonToken.VALUE_STRING) {
      if (Utf8.length(string()) < 0) {
        complain("a string holds half of a surrogate pair");
      }
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      finite();
    } else if (token == JsonToken.VALUE_NUMBER_INT) {
      if (string().length() > LONGEST_FINITE) {
        finite();
      }
    } else if (token == JsonToken.START_OBJECT) {
      level(depth);
      Set<String> met = new HashSet<>();
      while (next() != JsonToken.END_OBJECT) {
        once(met);
        next();
        skip(depth + 1);
      }
    } else if (token == JsonToken.START_ARRAY) {
      level(depth);
      while (next() != JsonToken.END_ARRAY) {
        skip(depth + 1);
      }
    }
  }

  /** Notes a problem when that name of a member was met before in its object. */
  public void once(Set<String> met) throws MalformedJson {
    names++;
    if (names > MOST_NAMES) {
      throw new MalformedJson("the body has more than " + MOST_NAMES + " members");
    }
    String name = name();
    if (!met.add(name)) {
      repeated(name);
    } else if (Utf8.length(name) < 0) {
      complain("a member's name holds half of a surrogate pair");
    }
  }

  public void repeated(String name) {
    complain("member " + shortened(name) + " is given twice");
  }

  private void level(int depth) {
    if (depth > MAX_DEPTH) {
      complain("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private void finite() throws MalformedJson {
    if (!Double.isFinite(asDouble())) {
      complain("a number is out of range");
    }
  }

  private static String shortened(String name) {
    var plain = name.codePoints().limit(40).filter(c -> !Character.isISOControl(c));
    return plain
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private JsonParser in() {
    if (parser == null) {
      throw new IllegalStateException("no document is open");
    }
    return parser;
  }

  // The parser's own message names its settings; where it stopped is all that a client can use.
  private static MalformedJson malformed(IOException e) {
    if (!(e instanceof JsonProcessingException wrong)) {
      throw new UncheckedIOException(e); // bytes in memory cannot fail to be read
    }
    var where = wrong.getLocation();
    return new MalformedJson(
        where == null
            ? "the body is not valid JSON"
            : "the body is not valid JSON at line "
                + where.getLineNr()
                + ", column "
                + where.getColumnNr());
  }
}
