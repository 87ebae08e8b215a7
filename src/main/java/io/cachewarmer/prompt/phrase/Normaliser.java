package io.cachewarmer.prompt.phrase;

import io.cachewarmer.prompt.Normalisation;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes away what does not change a short question: runs of white space, case, the marks at its end, and
 * the way Unicode composes its letters. Texts of several lines, and those that quote something, are taken
 * word for word: there each of these may matter.
 */
public final class Normaliser implements Normalisation {

  private static final Pattern LITERAL = Pattern.compile("[\\r\\n\"`“”«»<>{}\\[\\]\\\\]");
  private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");
  private static final Pattern FINAL_MARKS = Pattern.compile("(?<=[\\p{L}\\p{N}])[ ]?[.!?…]+$");

  @Override
  public String apply(String text) {
    if (LITERAL.matcher(text.strip()).find()) {
      return text;
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String folded = Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    String spaced = SPACE.matcher(folded).replaceAll(" ").strip();
    return FINAL_MARKS.matcher(spaced).replaceFirst("");
  }
}
