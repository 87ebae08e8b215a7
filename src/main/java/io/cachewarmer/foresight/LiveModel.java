package io.cachewarmer.foresight;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.bus.Message.CacheNews;
import io.cachewarmer.bus.Message.Decided.Decision;
import io.cachewarmer.bus.Message.Settled.Unmade;
import io.cachewarmer.bus.SharedMessage.TeachElsewhere;
import io.cachewarmer.forecast.Arm;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.plan.online.Decisions;
import io.cachewarmer.plan.online.EventPlanner;
import io.cachewarmer.plan.online.Rules;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.prompt.PromptKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The planner of this node, what it has decided and not yet handed over, and what the archive holds of it. While
 * the journal is replayed it decides as it did then, to the same end, and nothing is handed over. Not thread-safe.
 */
final class LiveModel {

  private static final Logger LOG = LoggerFactory.getLogger(LiveModel.class);

  /** A decision of a moment so large a part of the TTL ago, after a sleep or by a late event, is void. */
  private static final int LATE = 4;

  private final Rules rules;
  private final double perSampled;
  private final KeptChunks kept = new KeptChunks();
  // And when. A key is decided anew only after its earlier decision has run out.
  private final Map<Decision, Long> decided = new LinkedHashMap<>();
  private final Positions positions = new Positions();
  private EventPlanner planner;
  private boolean live;
  private boolean changed;
  private boolean exportedChanged;

  /** @param sampleRate the share of all accesses that it is told of, above 0 */
  LiveModel(Rules rules, double sampleRate) {
    this.rules = rules;
    perSampled = 1 / sampleRate;
    planner = fresh();
  }

  void learn(List<AccessEvent> events) {
    for (var event : events) {
      planner.advance(event.atMillis());
      if (event instanceof ItemAccess item) {
        planner.accessed(
            item.key(),
            item.category(),
            item.sessionId(),
            item.userId(),
            item.atMillis(),
            item.hit());
      } else if (event instanceof PromptAccess asked) {
        planner.accessed(
            PromptKey.of(asked.model(), asked.query()),
            "",
            asked.sessionId(),
            asked.userId(),
            asked.atMillis(),
            asked.cached());
      }
    }
    changed |= !events.isEmpty();
  }

  /** The same from another node, which values it has warmed, and what its cycles have spent. */
  void learn(TeachElsewhere told, long nowMillis) {
    learn(told.events());
    hear(new CacheNews(told.fresh(), List.of()));
    positions.put(told.node(), told.position());
    spent(told.cycleWarms(), nowMillis);
    changed = true;
  }

  Map<String, String> positions() {
    return positions.byNode();
  }

  /** The journal is through. What the cache holds after a start, others tell. */
  void begin() {
    planner.emptied();
    live = true;
  }

  void advance(long nowMillis) {
    if (live) {
      planner.advance(nowMillis);
    }
  }

  /** What was decided since it was last asked, in that order; what was right long ago is given up. */
  List<Decision> takeDecided(long nowMillis) {
    var taken = new ArrayList<Decision>();
    decided.forEach((one, atMillis) -> {
      if (nowMillis - atMillis <= rules.ttlMillis() / LATE) {
        taken.add(likely(one, nowMillis));
      } else {
        settle(List.of(new Unmade(one.key(), false, 0)), nowMillis);
      }
    });
    decided.clear();
    return taken;
  }

  /** It is asked for in its session, or as it would be without one. */
  private Decision likely(Decision one, long nowMillis) {
    double within = planner.expected(one.key(), nowMillis).orElse(0.0) * perSampled;
    double probability = Math.max(one.probability(), -Math.expm1(-within));
    return new Decision(one.key(), one.arm(), one.worth(), probability);
  }

  void settle(List<Unmade> unmade, long nowMillis) {
    for (var one : unmade) {
      planner.loaded(one.key(), nowMillis, nowMillis + one.restMillis());
      if (!one.paid()) {
        planner.returned(1, nowMillis);
      }
    }
  }

  void hear(CacheNews news) {
    news.stored().forEach(e -> planner.loaded(e.key(), e.atMillis(), e.expiresAtMillis()));
    news.gone().forEach(planner::gone);
  }

  void emptied() {
    planner.emptied();
  }

  void spent(int warms, long nowMillis) {
    planner.spent(warms, nowMillis);
  }

  Map<String, Double> expected(List<String> keys, long atMillis) {
    return each(keys, (key, at) -> planner.expected(key, at).map(x -> x * perSampled), atMillis);
  }

  Map<String, Double> worth(List<String> keys, long atMillis) {
    return each(keys, planner::worth, atMillis);
  }

  Optional<List<Feature>> explain(String key, long atMillis) {
    return planner.explain(key, atMillis);
  }

  double price() {
    return planner.price();
  }

  int items() {
    return planner.items();
  }

  boolean changed() {
    return changed;
  }

  ModelChunks export() {
    var writer = new ModelWriter();
    planner.state(writer);
    positions.state(writer);
    exportedChanged = changed;
    changed = false;
    return kept.changes(writer.finish());
  }

  void saved(boolean succeeded) {
    kept.saved(succeeded);
    changed |= !succeeded && exportedChanged;
  }

  /** A state that cannot be read is left behind, and learned anew. */
  void restore(ModelChunks model) {
    if (model.chunks().isEmpty()) {
      return;
    }
    boolean readable = read(model);
    kept.restored(model.chunks(), readable);
    if (!readable) {
      planner = fresh();
    }
  }

  void forget() {
    planner = fresh();
    kept.forgotten();
    decided.clear();
    changed = true;
  }

  private boolean read(ModelChunks model) {
    try {
      var reader = ModelReader.of(model.chunks());
      planner.state(reader);
      if (!reader.isThrough()) {
        positions.state(reader);
      }
      if (reader.isThrough()) {
        return true;
      }
      throw new IllegalArgumentException("it holds more than it should");
    } catch (RuntimeException why) {
      LOG.atWarn()
          .addKeyValue("reason", String.valueOf(why.getMessage()))
          .log("What was learned of rates and sessions cannot be read and is learned anew");
      return false;
    }
  }

  private EventPlanner fresh() {
    return new EventPlanner(rules, new Collected());
  }

  private static Map<String, Double> each(
      List<String> keys, BiFunction<String, Long, Optional<Double>> figure, long atMillis) {
    var figures = new HashMap<String, Double>();
    keys.forEach(key -> figure.apply(key, atMillis).ifPresent(value -> figures.put(key, value)));
    return figures;
  }

  private final class Collected implements Decisions {

    @Override
    public void warm(
        String key, long atMillis, Optional<String> evicted, Cause cause, double worth) {
      changed = true;
      if (live) {
        decided.put(new Decision(key, arm(cause), worth, worth), atMillis);
      }
    }

    @Override
    public void evict(String key, long atMillis) {}

    private static Arm arm(Cause cause) {
      return switch (cause) {
        case RATE -> Arm.PATTERN;
        case BASKET -> Arm.RELATED;
        case HABIT -> Arm.PREDICTIVE;
      };
    }
  }
}
