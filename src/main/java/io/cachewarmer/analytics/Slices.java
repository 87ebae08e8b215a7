package io.cachewarmer.analytics;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.BooleanSupplier;

/** Long work on an event loop in short steps, others having their turn between two of them. */
final class Slices {

  private Slices() {}

  /** @param step does a few milliseconds of work; false once there is no more */
  static Future<Void> through(Context context, BooleanSupplier step) {
    Promise<Void> done = Promise.promise();
    go(context, step, done);
    return done.future();
  }

  private static void go(Context context, BooleanSupplier step, Promise<Void> done) {
    context.runOnContext(turn -> {
      try {
        if (step.getAsBoolean()) {
          go(context, step, done);
        } else {
          done.complete();
        }
      } catch (RuntimeException defect) {
        done.fail(defect);
      }
    });
  }
}
