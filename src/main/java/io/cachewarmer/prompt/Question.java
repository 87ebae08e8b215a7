package io.cachewarmer.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the user's last words in a body, wherever its route keeps them. */
final class Question {

  private static final String CONTENT = "content";
  private static final String MESSAGES = "messages";

  private Question() {}

  static String of(PromptRequest request) {
    var body = request.body();
    String member = request.route().question();
    if (!member.equals(MESSAGES)) {
      return words(body.getOrDefault(member, ""));
    }
    return lastOfUser(Json.objects(body, MESSAGES))
        .map(message -> words(message.getOrDefault(CONTENT, "")))
        .orElse("");
  }

  static PromptRequest normalised(PromptRequest request, Normalisation normalisation) {
    if (normalisation == Normalisation.OFF || isLiteral(request)) {
      return request;
    }
    var body = request.body();
    String member = request.route().question();
    if (!member.equals(MESSAGES)) {
      return Json.text(body, member)
          .map(text -> request.with(member, normalisation.apply(text)))
          .orElse(request);
    }
    var messages = new ArrayList<>(Json.list(body, MESSAGES));
    if (messages.isEmpty()) {
      return request;
    }
    int last = messages.size() - 1;
    return Json.object(messages.get(last))
        .filter(message -> isOfUser(message) && !message.containsKey("images"))
        .flatMap(message -> Json.text(message, CONTENT).map(text -> {
          var changed = new LinkedHashMap<>(message);
          changed.put(CONTENT, normalisation.apply(text));
          messages.set(last, changed);
          return request.with(MESSAGES, messages);
        }))
        .orElse(request);
  }

  /** Where every character counts: vectors, untemplated prompts, gaps to fill, words about a picture. */
  private static boolean isLiteral(PromptRequest request) {
    var body = request.body();
    return request.route().isVector()
        || Json.isTrue(body, "raw")
        || Json.member(body, "suffix").isPresent()
        || Json.member(body, "images").isPresent();
  }

  private static Optional<Map<String, Object>> lastOfUser(List<Map<String, Object>> messages) {
    return messages.stream().filter(Question::isOfUser).reduce((earlier, later) -> later);
  }

  private static boolean isOfUser(Map<String, Object> message) {
    return Json.text(message, "role").filter("user"::equals).isPresent();
  }

  /** A text, or the texts among the parts of a message or of a batch, one a line. */
  private static String words(Object content) {
    if (content instanceof String text) {
      return text;
    }
    return Json.list(content).orElse(List.of()).stream()
        .flatMap(part -> part instanceof String text
            ? Optional.of(text).stream()
            : Json.object(part).flatMap(each -> Json.text(each, "text")).stream())
        .collect(Collectors.joining("\n"));
  }
}
