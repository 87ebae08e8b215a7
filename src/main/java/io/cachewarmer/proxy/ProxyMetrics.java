package io.cachewarmer.proxy;

import io.cachewarmer.bus.DoorMessage.DoorStatus;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.prompt.answer.Reason;
import io.cachewarmer.telemetry.Metric;
import io.cachewarmer.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The door's figures. */
public final class ProxyMetrics {

  /** What became of a request. */
  enum Outcome {
    HIT,
    MISS,
    COLLAPSED,
    STALE,
    BYPASS,
    ERROR
  }

  private static final double MILLIS = 1_000;

  private final Telemetry telemetry;
  private final Map<Outcome, LongAdder> requests = new EnumMap<>(Outcome.class);
  private final Map<Reason, LongAdder> skipped = new EnumMap<>(Reason.class);
  private final LongAdder savedTokens;
  private final LongAdder savedMillis = new LongAdder();
  final LongAdder eventsDropped;

  public ProxyMetrics(Telemetry telemetry) {
    this.telemetry = telemetry;
    for (var outcome : Outcome.values()) {
      requests.put(outcome, telemetry.counter(Metric.LLM_REQUESTS, word(outcome)));
    }
    for (var reason : Reason.values()) {
      skipped.put(reason, telemetry.counter(Metric.LLM_SKIPPED, word(reason)));
    }
    savedTokens = telemetry.counter(Metric.LLM_SAVED_TOKENS);
    telemetry.total(Metric.LLM_SAVED_SECONDS, () -> savedMillis.sum() / MILLIS);
    eventsDropped = telemetry.counter(Metric.LLM_EVENTS_DROPPED);
  }

  void watch(
      io.cachewarmer.proxy.upstream.Gate gate, io.cachewarmer.proxy.upstream.Circuit circuit) {
    telemetry.gauge(Metric.LLM_IN_FLIGHT, gate::inFlight);
    telemetry.gauge(Metric.LLM_WAITING, gate::waiting);
    telemetry.gauge(Metric.LLM_BREAKER_OPEN, () -> circuit.isOpen() ? 1 : 0);
  }

  void count(Outcome outcome) {
    add(requests, outcome);
  }

  void skipped(Reason reason) {
    add(skipped, reason);
  }

  void saved(AnswerRecord record) {
    savedTokens.add(record.tokensOut());
    savedMillis.add(record.loadMillis());
  }

  DoorStatus status() {
    return new DoorStatus(
        sums(requests), sums(skipped), savedTokens.sum(), savedMillis.doubleValue());
  }

  private static <E extends Enum<E>> void add(Map<E, LongAdder> counters, E which) {
    counters.computeIfPresent(which, (same, counter) -> {
      counter.increment();
      return counter;
    });
  }

  private static <E extends Enum<E>> Map<String, Long> sums(Map<E, LongAdder> counters) {
    var sums = new LinkedHashMap<String, Long>();
    counters.forEach((which, counter) -> sums.put(word(which), counter.sum()));
    return sums;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
