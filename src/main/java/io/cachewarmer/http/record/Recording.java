package io.cachewarmer.http.record;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.answer.Problems;
import io.cachewarmer.http.guard.Guard;
import io.cachewarmer.http.guard.Scope;
import io.cachewarmer.http.wire.BodyBudget;
import io.cachewarmer.http.wire.Peer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/**
 * {@code POST /record/access} and {@code POST /record/ollama}, before the router: every request of an
 * agent ends here, so nothing is made per request that could be made once. Belongs to one event loop.
 */
public final class Recording {

  public static final String ITEMS = "/record/access";
  public static final String PROMPTS = "/record/ollama";
  public static final int MOST_BYTES = 1 << 20;

  final EventParser parser;
  final RecordBatcher batcher;
  final RecordMetrics metrics;
  private final Guard guard;
  private final BodyBudget budget;
  private final ItemDraft items = new ItemDraft();
  private final PromptDraft prompts;

  public Recording(
      Clock clock,
      RecordBatcher batcher,
      RecordMetrics metrics,
      Guard guard,
      BodyBudget budget,
      String defaultModel) {
    this.parser = new EventParser(clock);
    this.batcher = batcher;
    this.metrics = metrics;
    this.guard = guard;
    this.budget = budget;
    this.prompts = new PromptDraft(defaultModel);
  }

  /** Whether that path is taken here. */
  public static boolean takes(String path) {
    return ITEMS.equals(path) || PROMPTS.equals(path);
  }

  /** Fails with 415 unless the body is JSON in UTF-8, or its type is not told: what commands take. */
  public static void requireJson(HttpServerRequest request) {
    Form.requireJson(request.headers());
  }

  public void handle(HttpServerRequest request, Peer peer) {
    try {
      if (!request.method().equals(HttpMethod.POST)) {
        throw HttpProblem.of(405, "this path takes POST").with("Allow", "POST");
      }
      var caller = guard.admit(request, Scope.RECORD);
      var form = Form.of(request.headers());
      boolean mayAnswer = caller.may(Scope.ANSWER_WRITE);
      boolean prompt = PROMPTS.equals(request.path());
      new RecordExchange(this, request, peer, budget, form, prompt, mayAnswer).start();
    } catch (HttpProblem problem) {
      metrics.unread.increment();
      Problems.answer(problem).send(request.response());
    }
  }

  /** The draft for the next events; one is enough, since a body is read in one go. */
  Draft draft(boolean prompt, boolean mayAnswer) {
    prompts.keepAnswers(mayAnswer);
    return prompt ? prompts : items;
  }
}
