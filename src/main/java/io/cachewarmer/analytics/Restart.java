package io.cachewarmer.analytics;

import io.cachewarmer.bus.Message.OpenArchive;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.popularity.Intake;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.Learner;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.Restored;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings back what was learned: the last state that was saved, then the journal after it, in slices. */
final class Restart {

  private static final Logger LOG = LoggerFactory.getLogger(Restart.class);
  private static final int PATTERNS_A_SLICE = 500;
  private static final int IDS_A_SLICE = 20_000;

  private final Intake intake;
  private final Learner learner;
  private final Recording recording;
  private final Teaching teaching;
  private final int maxPatterns;

  Restart(Intake intake, Learner learner, Recording recording, Teaching teaching, int maxPatterns) {
    this.intake = intake;
    this.learner = learner;
    this.recording = recording;
    this.teaching = teaching;
    this.maxPatterns = maxPatterns;
  }

  /** The name of this node. */
  Future<String> run(Context context, EventBus bus) {
    return Topics.OPEN_ARCHIVE.request(bus, new OpenArchive()).compose(opened -> restore(
            context, opened.restored())
        .map(opened.restored().node()));
  }

  private Future<Void> restore(Context context, Restored restored) {
    var state = restored.state();
    learner.restore(state.firstAccessMillis(), state.accesses());
    recording.continueAfter(state.coveredUpTo());
    teaching.restore(state.model());
    var steps = Stream.concat(steps(state), replays(restored)).iterator();
    return Slices.through(context, () -> {
          if (steps.hasNext()) {
            steps.next().run();
          }
          return steps.hasNext();
        })
        .onSuccess(done -> teaching.begin())
        .onSuccess(done -> LOG.atInfo()
            .addKeyValue("patterns", learner.patterns())
            .addKeyValue("batchesReplayed", restored.journal().size())
            .log("What was learned is back"));
  }

  private Stream<Runnable> steps(LearnedState state) {
    return Stream.of(
            inSlices(state.recentIds(), IDS_A_SLICE, intake::restore),
            inSlices(mostRecentFirst(state.patterns()), PATTERNS_A_SLICE, learner::restorePatterns),
            inSlices(state.prompts(), PATTERNS_A_SLICE, learner::restorePrompts))
        .flatMap(steps -> steps);
  }

  private Stream<Runnable> replays(Restored restored) {
    return restored.journal().stream()
        .map(batch -> () -> recording.replay(batch.sequence(), batch.events()));
  }

  /** A table made smaller since keeps what was asked for last. */
  private List<PatternState> mostRecentFirst(List<PatternState> patterns) {
    if (patterns.size() <= maxPatterns) {
      return patterns;
    }
    var sorted = new ArrayList<>(patterns);
    sorted.sort(Comparator.comparingLong(PatternState::lastAccessMillis).reversed());
    return sorted;
  }

  private static <T> Stream<Runnable> inSlices(List<T> all, int size, Consumer<List<T>> step) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
        .mapToObj(from -> () -> step.accept(all.subList(from, Math.min(all.size(), from + size))));
  }
}
