package io.cachewarmer.proxy;

import io.cachewarmer.bus.DoorMessage.Answers;
import io.cachewarmer.bus.DoorMessage.DropAnswers;
import io.cachewarmer.bus.DoorMessage.ListAnswers;
import io.cachewarmer.bus.Message.Dropped;
import io.cachewarmer.bus.Message.Emptied;
import io.vertx.core.Future;
import java.util.List;

/** Shows the answers that are known, and throws out those that are not wanted. */
final class Entries {

  private final KnownAnswers known;
  private final Shelf shelf;
  private final OldAnswers old;
  private final Flights flights;

  Entries(Answering.Tools tools) {
    this.known = tools.known();
    this.shelf = tools.shelf();
    this.old = tools.old();
    this.flights = tools.flights();
  }

  Future<Answers> list(ListAnswers asked) {
    var chosen = known.all().stream().filter(one -> isOf(one, asked.model())).toList();
    var page = chosen.stream()
        .skip(asked.offset())
        .limit(asked.limit())
        .map(one -> new Answers.Entry(
            one.key(),
            one.model(),
            one.route(),
            one.prompt(),
            one.createdAtMillis(),
            one.tokens(),
            one.bytes(),
            one.hits()))
        .toList();
    return Future.succeededFuture(new Answers(chosen.size(), page));
  }

  Future<Dropped> drop(DropAnswers asked) {
    flights.closeKept();
    old.forget(asked.key(), asked.model(), asked.olderThanMillis());
    var keys = asked.key().isEmpty()
        ? known.all().stream()
            .filter(one -> isOf(one, asked.model()))
            .filter(one -> one.createdAtMillis() < asked.olderThanMillis())
            .map(KnownAnswers.Known::key)
            .toList()
        : List.of(asked.key());
    return shelf.drop(keys).map(Dropped::new).onSuccess(gone -> known.forget(keys));
  }

  /** Of what another node has emptied nothing is there any more; here each answer is dropped by name. */
  void heard(Emptied emptied) {
    if (!emptied.here()) {
      flights.closeKept();
      old.forget("", "", Long.MAX_VALUE);
      known.clear();
    }
  }

  private static boolean isOf(KnownAnswers.Known one, String model) {
    return model.isEmpty()
        || io.cachewarmer.prompt.PromptKey.tagged(one.model())
            .equals(io.cachewarmer.prompt.PromptKey.tagged(model));
  }
}
