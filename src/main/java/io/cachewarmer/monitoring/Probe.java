package io.cachewarmer.monitoring;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Asks a dependency whether it is there, one question at a time: a dependency that hangs is not asked
 * again until it has answered, or its hanging questions would pile up. One that fails is asked once
 * more before it is believed. Belongs to one event loop.
 */
final class Probe {

  private final Supplier<Future<Void>> question;
  private Future<Void> asked = Future.succeededFuture();

  Probe(Supplier<Future<Void>> question) {
    this.question = question;
  }

  Future<Void> ask() {
    if (asked.isComplete()) {
      // A question that throws at once is a failed answer like any other.
      var first = Future.<Void>succeededFuture().compose(ready -> question.get());
      // A pause of ours, such as at the start, looks like one of theirs; it rarely looks so twice.
      asked = first.recover(failure -> question.get());
    }
    return asked;
  }
}
