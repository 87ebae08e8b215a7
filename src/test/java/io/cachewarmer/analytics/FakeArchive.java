package io.cachewarmer.analytics;

import io.cachewarmer.bus.Message.Append;
import io.cachewarmer.bus.Message.Done;
import io.cachewarmer.bus.Message.Opened;
import io.cachewarmer.bus.Message.Save;
import io.cachewarmer.bus.Refusal;
import io.cachewarmer.bus.Topics;
import io.cachewarmer.popularity.LearnedState;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.ModelChunks;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import io.cachewarmer.popularity.Restored;
import io.cachewarmer.popularity.Restored.JournalBatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An archive in memory behind the persistence topics; it can be told to fail or to be slow. */
final class FakeArchive {

  final Map<String, PatternState> patterns = new LinkedHashMap<>();
  final Map<String, PromptState> prompts = new LinkedHashMap<>();
  final List<JournalBatch> journal = new ArrayList<>();
  final Map<Integer, ModelChunks.Chunk> model = new TreeMap<>();
  List<SeenId> ids = List.of();
  String node = "n1";
  volatile int recorded;
  long covered;
  long firstAccess;
  long accesses;
  int saves;
  volatile boolean refusesAppends;
  volatile boolean refusesSaves;
  volatile Promise<Void> gate = open();

  static Promise<Void> open() {
    Promise<Void> gate = Promise.promise();
    gate.complete();
    return gate;
  }

  void serve(Vertx vertx) {
    var bus = vertx.eventBus();
    Topics.OPEN_ARCHIVE.serve(bus, ask -> Future.succeededFuture(new Opened(restored())));
    Topics.APPEND.serve(bus, this::append);
    Topics.SAVE.serve(bus, this::save);
    Topics.FORGET_JOURNAL.serve(bus, ask -> {
      clear();
      return Future.succeededFuture(Done.DONE);
    });
  }

  synchronized Restored restored() {
    var state = new LearnedState(
        covered,
        firstAccess,
        accesses,
        List.copyOf(patterns.values()),
        List.of(),
        List.copyOf(prompts.values()),
        List.of(),
        ids,
        new ModelChunks(List.copyOf(model.values()), List.of()));
    return new Restored(state, List.copyOf(journal), "", node);
  }

  synchronized int journalled() {
    return journal.size();
  }

  private Future<Done> append(Append batch) {
    return gate.future().compose(go -> {
      if (refusesAppends) {
        return Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, "the disk is full"));
      }
      synchronized (this) {
        journal.add(new JournalBatch(batch.sequence(), batch.events()));
        recorded += batch.events().size();
      }
      return Future.succeededFuture(Done.DONE);
    });
  }

  private synchronized Future<Done> save(Save save) {
    if (refusesSaves) {
      return Future.failedFuture(new Refusal(Refusal.Reason.OVERLOADED, "the disk is full"));
    }
    saves++;
    var state = save.changes();
    state.patterns().forEach(pattern -> patterns.put(pattern.key(), pattern));
    state.patternsGone().forEach(patterns::remove);
    state.prompts().forEach(prompt -> prompts.put(prompt.pattern().key(), prompt));
    state.promptsGone().forEach(prompts::remove);
    state.model().chunks().forEach(chunk -> model.put(chunk.id(), chunk));
    state.model().gone().forEach(model::remove);
    covered = state.coveredUpTo();
    firstAccess = state.firstAccessMillis();
    accesses = state.accesses();
    ids = List.copyOf(state.recentIds());
    journal.removeIf(batch -> batch.sequence() <= covered);
    return Future.succeededFuture(Done.DONE);
  }

  private synchronized void clear() {
    patterns.clear();
    prompts.clear();
    model.clear();
    journal.clear();
    ids = List.of();
    covered = 0;
    firstAccess = 0;
    accesses = 0;
  }
}
