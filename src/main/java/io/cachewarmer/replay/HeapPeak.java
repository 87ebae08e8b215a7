package io.cachewarmer.replay;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/** The most heap that was in use since it was reset, garbage and the trace included. */
final class HeapPeak {

  private HeapPeak() {}

  static void reset() {
    pools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  static long bytes() {
    return pools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static List<MemoryPoolMXBean> pools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
