package io.cachewarmer.prompt.answer;

import io.cachewarmer.prompt.CanonicalJson;
import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.PromptRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Listens to one answer as it passes, and tells at its end whether it may be kept. What spoils an answer
 * spoils it for good, and the first such reason counts; from then on nothing is held. For one thread.
 */
public final class Capture {

  private final PromptRequest request;
  private final long mostBytes;
  private Accumulator heard = new Accumulator();
  private long held;
  private int chunks;
  private boolean closed;
  private Optional<Reason> spoilt = Optional.empty();

  /** @param mostBytes held of one answer, counted about as its JSON */
  public Capture(PromptRequest request, long mostBytes) {
    this.request = request;
    this.mostBytes = mostBytes;
    if (request.isLoadCommand()) {
      skip(Reason.LOAD);
    }
  }

  /** A line of NDJSON, the data of a server-sent event, or the one JSON body. */
  public void add(Map<String, Object> chunk) {
    if (spoilt.isPresent()) {
      return;
    }
    if (Json.member(chunk, "error").isPresent()) {
      skip(Reason.ERROR);
    } else if (closed || (chunks > 0 && !request.wantsStream())) {
      skip(Reason.NOT_JSON);
    } else {
      chunks++;
      held += heard.add(chunk);
      closed = !request.route().isOpenAi() && Json.isTrue(chunk, "done");
      if (held > mostBytes) {
        skip(Reason.TOO_LARGE);
      }
    }
  }

  /** The {@code [DONE]} of a stream of server-sent events. */
  public void done() {
    closed = true;
  }

  /** Something that only the caller sees spoils the answer. */
  public void skip(Reason reason) {
    if (spoilt.isEmpty()) {
      spoilt = Optional.of(reason);
      heard = new Accumulator();
      held = 0;
    }
  }

  /** Nothing more is kept: the caller need not parse any further. */
  public boolean isSpoilt() {
    return spoilt.isPresent();
  }

  /**
   * The answer is over.
   *
   * @param createdAtMillis when, since the epoch
   * @param loadMillis how long upstream took from question to end
   */
  public Outcome finish(long createdAtMillis, long loadMillis) {
    if (spoilt.isPresent()) {
      return new Outcome.Skip(spoilt.get());
    }
    if (chunks == 0 || (request.wantsStream() && !closed)) {
      return new Outcome.Skip(Reason.TRUNCATED);
    }
    var answer = request.route().isOpenAi() && request.wantsStream()
        ? asSentWhole(heard.value())
        : heard.value();
    return Verdict.of(request.route(), answer)
        .<Outcome>map(Outcome.Skip::new)
        .orElseGet(() ->
            new Outcome.Complete(AnswerRecord.of(request, answer, createdAtMillis, loadMillis)));
  }

  /** The chunks of OpenAI's dialect say {@code delta} where the whole says {@code message}. */
  private static Map<String, Object> asSentWhole(Map<String, Object> answer) {
    var whole = new LinkedHashMap<String, Object>();
    answer.forEach((name, value) -> {
      if (name.equals("choices")) {
        whole.put(name, choices(Json.list(value).orElse(List.of())));
      } else if (name.equals("object")) {
        whole.put(name, "chat.completion.chunk".equals(value) ? "chat.completion" : value);
      } else if (value != CanonicalJson.NULL) {
        whole.put(name, value);
      }
    });
    return whole;
  }

  private static List<Object> choices(List<Object> choices) {
    var whole = new ArrayList<Object>();
    for (var choice : choices) {
      var renamed = new LinkedHashMap<String, Object>();
      Json.object(choice)
          .orElse(Map.of())
          .forEach((name, value) -> renamed.put(name.equals("delta") ? "message" : name, value));
      whole.add(renamed);
    }
    return whole;
  }
}
