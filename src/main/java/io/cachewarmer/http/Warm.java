package io.cachewarmer.http;

import io.cachewarmer.bus.Message;
import io.cachewarmer.bus.Message.Run;
import io.cachewarmer.bus.Message.RunState;
import io.cachewarmer.bus.Message.Trigger;
import io.cachewarmer.bus.Message.Warm.Query;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.json.JsonBody;
import io.cachewarmer.http.json.JsonBody.Kind;
import io.cachewarmer.http.json.Utf8;
import io.cachewarmer.plan.Strategy;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts warming runs: by strategy, by name, by category, of questions. */
final class Warm {

  static final Map<String, Kind> MEMBERS =
      Map.of("strategy", Kind.TEXT, "items", Kind.TEXTS, "force", Kind.FLAG, "async", Kind.FLAG);
  static final Map<String, Kind> CATEGORY_MEMBERS =
      Map.of("category", Kind.TEXT, "force", Kind.FLAG, "async", Kind.FLAG);
  static final Map<String, Kind> NLP_MEMBERS =
      Map.of("queries", Kind.TEXTS, "model", Kind.TEXT, "force", Kind.FLAG, "async", Kind.FLAG);

  private static final int MOST_ITEMS = 1_000;
  private static final int LONGEST_QUERY = 16 << 10;
  private static final int LONGEST_WORD = 256;

  record Started(boolean success, Runs.Shown run) {}

  record Finished(boolean success, Result result) {}

  record Result(
      String id,
      int totalCandidates,
      int warmedItems,
      int failedItems,
      int skippedItems,
      long memoryUsed,
      long duration,
      String strategy,
      String state,
      Map<String, Integer> warmedBy,
      List<String> errors) {}

  private final EventBus bus;
  private final String defaultModel;

  Warm(EventBus bus, String defaultModel) {
    this.bus = bus;
    this.defaultModel = defaultModel;
  }

  Future<Answer> start(Call call) {
    var body = call.body();
    if (body.text("strategy").isPresent() && body.texts("items").isPresent()) {
      throw HttpProblem.invalid("give either strategy or items, not both");
    }
    var items = body.texts("items").orElse(List.of());
    if (body.texts("items").isPresent()) {
      requireCount(items, "items");
      items.forEach(item -> Percent.requireKey(item, "each of items"));
    }
    return run(body, strategy(body.text("strategy").orElse("auto")), items, List.of(), "");
  }

  Future<Answer> category(Call call) {
    String category = call.body()
        .text("category")
        .orElseThrow(() -> HttpProblem.invalid("category must be a string of 1 to 64 bytes"));
    int bytes = Utf8.length(category);
    if (bytes < 1 || bytes > 64 || Utf8.hasControl(category)) {
      throw HttpProblem.invalid("category must be a string of 1 to 64 bytes");
    }
    return run(call.body(), Strategy.GROCERY, List.of(), List.of(), category);
  }

  Future<Answer> questions(Call call) {
    var body = call.body();
    String model = body.text("model").orElse(defaultModel);
    if (model.isEmpty() || Utf8.length(model) > LONGEST_WORD || Utf8.hasControl(model)) {
      throw HttpProblem.invalid("model must be a string of 1 to " + LONGEST_WORD + " bytes");
    }
    var texts = body.texts("queries").orElse(List.of());
    if (body.texts("queries").isPresent()) {
      requireCount(texts, "queries");
    }
    for (String text : texts) {
      if (text.isEmpty() || Utf8.length(text) > LONGEST_QUERY) {
        throw HttpProblem.invalid("each of queries must be 1 to " + LONGEST_QUERY + " bytes");
      }
    }
    var queries = texts.stream().map(text -> new Query(model, text)).toList();
    return run(body, Strategy.OLLAMA, List.of(), queries, "");
  }

  /** The strategy of that name. Fails with 400 and the known names. */
  static Strategy strategy(String name) {
    return Strategy.named(name)
        .orElseThrow(() -> HttpProblem.invalid("strategy must be one of "
            + Arrays.stream(Strategy.values())
                .map(Strategy::label)
                .collect(Collectors.joining(", "))));
  }

  private Future<Answer> run(
      JsonBody body, Strategy strategy, List<String> items, List<Query> queries, String category) {
    boolean async = body.flag("async");
    var warm = new Message.Warm(
        Trigger.MANUAL, strategy, items, queries, category, body.flag("force"), async);
    return Topics.WARM
        .request(bus, warm)
        .map(run -> async ? started(run) : Answer.json(200, finished(run)));
  }

  private static Answer started(Run run) {
    return Answer.json(202, new Started(true, Runs.shown(run)))
        .with("Location", "/runs/" + run.id());
  }

  private static Finished finished(Run run) {
    return new Finished(
        run.state() == RunState.DONE,
        new Result(
            run.id(),
            run.totalCandidates(),
            run.warmed(),
            run.failed(),
            run.skipped(),
            run.memoryUsed(),
            run.durationMillis(),
            run.strategy(),
            Runs.label(run.state()),
            Runs.byArm(run.warmedBy()),
            run.errors()));
  }

  private static void requireCount(List<String> list, String name) {
    if (list.isEmpty() || list.size() > MOST_ITEMS) {
      throw HttpProblem.invalid(name + " must hold 1 to " + MOST_ITEMS + " strings");
    }
  }
}
