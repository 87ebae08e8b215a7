package io.cachewarmer.prompt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a client asks of a model: a route and the whole body, members in the order sent. The body is not
 * to be changed by anyone afterwards.
 */
public record PromptRequest(Route route, Map<String, Object> body) {

  /** Members that say how an answer is delivered, and nothing of what it is. */
  private static final Set<String> DELIVERY = Set.of("stream", "keep_alive", "stream_options");

  private static final String STREAM_OPTIONS = "stream_options";
  private static final String INCLUDE_USAGE = "include_usage";

  public PromptRequest {
    body = Collections.unmodifiableMap(body);
  }

  /** The model as the client spells it; empty when it names none. */
  public String model() {
    return Json.text(body, "model").orElse("");
  }

  public boolean wantsStream() {
    return !route.isVector()
        && Json.member(body, "stream").map(Boolean.TRUE::equals).orElse(route.streamsByDefault());
  }

  /** Whether a stream of OpenAI's dialect is to end with the token counts. */
  public boolean wantsUsage() {
    return Json.object(body, STREAM_OPTIONS)
        .map(options -> Json.isTrue(options, INCLUDE_USAGE))
        .orElse(false);
  }

  /** Asks nothing: loads the model or, with {@code keep_alive} 0, unloads it. Passes through. */
  public boolean isLoadCommand() {
    return Json.member(body, route.question())
        .map(question ->
            "".equals(question) || Json.list(question).filter(l -> l.isEmpty()).isPresent())
        .orElse(true);
  }

  /**
   * Whether asking again may be answered otherwise: the temperature is above 0 or left to the model, and
   * no seed is given. Ollama takes a negative seed for none.
   */
  public boolean isSampled() {
    if (route.isVector()) {
      return false;
    }
    var options = route.isOpenAi() ? body : Json.object(body, "options").orElse(Map.of());
    boolean seeded =
        Json.number(options, "seed").filter(seed -> seed.doubleValue() >= 0).isPresent();
    boolean cold =
        Json.number(options, "temperature").filter(t -> t.doubleValue() <= 0).isPresent();
    return !seeded && !cold;
  }

  /** The user's last words, for learning; empty when there are none. */
  public String text() {
    return Question.of(this);
  }

  /**
   * The body to send upstream: the client's own. A stream of OpenAI's dialect is always asked for its
   * token counts, so that a later hit can give them.
   */
  public Map<String, Object> upstreamBody() {
    if (!route.isOpenAi() || !wantsStream() || wantsUsage()) {
      return body;
    }
    var options = new LinkedHashMap<>(Json.object(body, STREAM_OPTIONS).orElse(Map.of()));
    options.put(INCLUDE_USAGE, true);
    return with(STREAM_OPTIONS, options).body();
  }

  /**
   * The key of the answer: everything in the body but how it is delivered, the model by name and, where
   * known, by digest, and the tenant. The name stays in beside the digest: an answer tells the name of
   * its model, and two names of one digest are two answers.
   *
   * @param digest of the model; empty when unknown
   * @param tenant whose answers these are; empty when there is only one
   */
  public String key(String digest, String tenant) {
    var asked = new LinkedHashMap<>(body);
    asked.keySet().removeAll(DELIVERY);
    Json.text(asked, "model").ifPresent(model -> asked.put("model", PromptKey.tagged(model)));
    return PromptKey.of(route.path(), asked, digest, tenant);
  }

  /**
   * The request that stands for all whose last words are the same question: ask it for the key only, and
   * upstream for the client's own. Vectors, raw prompts and texts to fill in are taken word for word.
   */
  public PromptRequest normalised(Normalisation normalisation) {
    return Question.normalised(this, normalisation);
  }

  PromptRequest with(String member, Object value) {
    var changed = new LinkedHashMap<>(body);
    changed.put(member, value);
    return new PromptRequest(route, changed);
  }
}
