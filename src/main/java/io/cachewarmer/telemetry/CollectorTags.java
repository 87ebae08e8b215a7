package io.cachewarmer.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Tells the pauses of the garbage collector by collector alone. Micrometer adds what each was for, a word
 * of the JVM that makes a series when it first happens: the set would grow for days.
 */
final class CollectorTags implements MeterFilter {

  private static final String COLLECTOR = "gc";
  private static final List<String> TIMERS =
      List.of("jvm.gc.pause", "jvm.gc.concurrent.phase.time");

  @Override
  public Meter.Id map(Meter.Id id) {
    return TIMERS.contains(id.getName())
        ? id.replaceTags(StreamSupport.stream(id.getTagsAsIterable().spliterator(), false)
            .filter(tag -> tag.getKey().equals(COLLECTOR))
            .toList())
        : id;
  }

  /** Shows what each collector of this JVM will report, at zero. */
  static void name(MeterRegistry registry) {
    ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .forEach(collector -> TIMERS.forEach(timer -> registry.timer(timer, COLLECTOR, collector)));
  }
}
