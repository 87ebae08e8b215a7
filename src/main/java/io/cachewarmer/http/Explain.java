package io.cachewarmer.http;

import io.cachewarmer.bus.Message.ExplainKey;
import io.cachewarmer.bus.Message.KeyExplained;
import io.cachewarmer.bus.Message.KeyExplained.Held;
import io.cachewarmer.bus.Message.KeyExplained.LastWarm;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.forecast.Feature;
import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.PatternView.Related;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells why a key is warmed, or is not. */
final class Explain {

  record Forecast(double probability, List<Feature> features) {}

  record Cached(long bytes, long ageMillis, long ttlMillis, String source) {
    static Cached of(Held held) {
      return new Cached(
          held.bytes(), held.ageMillis(), held.ttlMillis(), held.source().label());
    }
  }

  /**
   * All that is known of a key; zeros and nulls where nothing is.
   *
   * @param hourOfWeek decayed accesses by hour, Monday 0h first
   */
  record Shown(
      String key,
      double score,
      long accessCount,
      double hitRate,
      double averageLoadTime,
      String category,
      List<String> relatedItems,
      List<Related> related,
      List<Float> hourOfWeek,
      Forecast forecast,
      @Nullable Cached cached,
      @Nullable LastWarm lastWarm,
      String verdict,
      List<Plans.Why> reasons) {}

  private final EventBus bus;

  Explain(EventBus bus) {
    this.bus = bus;
  }

  Future<Answer> show(Call call) {
    return Topics.EXPLAIN_KEY
        .request(bus, new ExplainKey(call.key()))
        .map(explained -> Answer.json(200, shown(call.key(), explained)));
  }

  private static Shown shown(String key, KeyExplained explained) {
    var pattern = explained.pattern();
    var related = pattern.map(PatternView::related).orElse(List.of());
    return new Shown(
        key,
        figure(pattern, PatternView::score),
        Math.round(figure(pattern, PatternView::count)),
        figure(pattern, PatternView::hitShare),
        figure(pattern, PatternView::loadMillis),
        pattern.map(PatternView::category).orElse(""),
        related.stream().map(Related::key).toList(),
        related,
        hours(pattern.map(PatternView::profile).orElse(HourOfWeekProfile.empty())),
        new Forecast(explained.probability(), explained.features()),
        explained.held().map(Cached::of).orElse(null),
        explained.lastWarm().orElse(null),
        explained.verdict().verdict().label(),
        Plans.reasons(explained.verdict().candidate().reasons()));
  }

  private static List<Float> hours(HourOfWeekProfile profile) {
    return IntStream.range(0, HourOfWeekProfile.HOURS).mapToObj(profile::at).toList();
  }

  private static double figure(Optional<PatternView> pattern, ToDoubleFunction<PatternView> of) {
    return pattern.isPresent() ? of.applyAsDouble(pattern.get()) : 0;
  }
}
