package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cuts a text where a model's tokens might have parted it: before white space, into at most so many. */
final class Slices {

  private static final int MOST = 64;

  private Slices() {}

  /** One slice at least for a text that says something, none for the empty text. */
  static List<String> of(String text) {
    var slices = new ArrayList<String>();
    int least = text.length() / MOST + 1;
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean word =
          Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1));
      if (word && i - start >= least) {
        slices.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      slices.add(text.substring(start));
    }
    return slices;
  }

  /**
   * The text parted as its tokens were, one slice a token, when these tokens spell it; empty when they do
   * not.
   */
  static List<String> ofTokens(String text, List<Object> logprobs) {
    var tokens = logprobs.stream()
        .map(each -> Json.object(each).orElse(Map.of()))
        .flatMap(each -> Json.text(each, "token").stream())
        .toList();
    boolean spelled = tokens.size() == logprobs.size()
        && text.equals(tokens.stream().collect(Collectors.joining()));
    return spelled ? tokens : List.of();
  }
}
