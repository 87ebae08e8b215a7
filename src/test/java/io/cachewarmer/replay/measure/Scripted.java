package io.cachewarmer.replay.measure;

import io.cachewarmer.replay.policy.Access;
import io.cachewarmer.replay.policy.Decisions;
import io.cachewarmer.replay.policy.Policy;
import java.util.ArrayDeque;
import java.util.Optional;

/** A policy that warms at the moments of a script, and evicts as it says. */
final class Scripted implements Policy {

  private record Line(long atMillis, String item, String evicted) {}

  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private final Decisions decisions;

  /** @param script like {@code "900 a, 950 b>c, 1000 >d"}: warm a, warm b in place of c, evict d */
  Scripted(String script, Decisions decisions) {
    this.decisions = decisions;
    for (String line : script.isBlank() ? new String[0] : script.split(",")) {
      var parts = line.strip().split("[ >]", -1);
      lines.add(new Line(Long.parseLong(parts[0]), parts[1], parts.length > 2 ? parts[2] : ""));
    }
  }

  @Override
  public void advance(long toMillis) {
    while (!lines.isEmpty() && lines.getFirst().atMillis() < toMillis) {
      tell(lines.removeFirst());
    }
  }

  @Override
  public void accessed(Access access, boolean hit) {
    while (!hit
        && !lines.isEmpty()
        && lines.getFirst().atMillis() == access.atMillis()
        && lines.getFirst().item().isEmpty()) {
      tell(lines.removeFirst());
    }
  }

  private void tell(Line line) {
    if (line.item().isEmpty()) {
      decisions.evict(line.evicted(), line.atMillis());
    } else {
      decisions.warm(
          line.item(),
          line.atMillis(),
          Optional.of(line.evicted()).filter(evicted -> !evicted.isEmpty()));
    }
  }
}
