package io.cachewarmer;

import io.cachewarmer.config.Config;
import io.cachewarmer.forecast.ArrivalForecast;
import io.cachewarmer.forecast.GroceryStrategy;
import io.cachewarmer.forecast.OllamaStrategy;
import io.cachewarmer.forecast.PatternStrategy;
import io.cachewarmer.forecast.PredictiveStrategy;
import io.cachewarmer.forecast.RelatedStrategy;
import io.cachewarmer.forecast.TimeOfDayStrategy;
import io.cachewarmer.forecast.WarmingStrategy;
import io.cachewarmer.grocery.Catalogue;
import io.cachewarmer.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The planner's list of strategies: those that are switched on. */
final class Strategies {

  private Strategies() {}

  static Planner planner(Config config, Catalogue catalogue, BooleanSupplier modelAnswers) {
    var on = config.strategies();
    var forecast = new ArrivalForecast(config.analytics().decayFactor());
    List<WarmingStrategy> strategies = new ArrayList<>();
    if (on.pattern()) {
      strategies.add(new PatternStrategy(
          forecast, config.warming().minAccessCount(), config.warming().priorityThreshold()));
    }
    if (on.time()) {
      strategies.add(new TimeOfDayStrategy(forecast, catalogue));
    }
    if (on.related()) {
      strategies.add(new RelatedStrategy(forecast, catalogue, loadable(config, catalogue)));
    }
    if (on.predictive()) {
      strategies.add(new PredictiveStrategy(forecast));
    }
    if (on.ollama()) {
      strategies.add(new OllamaStrategy(forecast, config.ollama().model(), modelAnswers));
    }
    if (on.grocery()) {
      strategies.add(new GroceryStrategy(forecast, catalogue));
    }
    return new Planner(strategies, forecast);
  }

  /** The built-in catalogue loads what it holds; an HTTP origin may know anything. */
  private static Predicate<String> loadable(Config config, Catalogue catalogue) {
    return config.origin().url().isPresent()
        ? key -> true
        : key -> catalogue.find(key).isPresent();
  }
}
