package io.cachewarmer.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus address, the only type that may be sent to it, and the type of its answer. Never leaves the
 * node.
 *
 * @param <T> what is sent
 * @param <R> what comes back
 * @param patience how long an asker waits for the answer
 */
public record Topic<T extends Message, R extends Message>(String address, Duration patience) {

  private static final Logger LOG = LoggerFactory.getLogger(Topic.class);
  private static final int FAULT = 500;

  public Future<R> request(EventBus bus, T message) {
    var options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(patience.toMillis());
    return bus.<R>request(address, message, options)
        .map(reply -> reply.body())
        .recover(cause -> Future.failedFuture(refusalIn(cause)));
  }

  /** Answers requests; a {@link Refusal} reaches the asker as it is, any other failure is logged. */
  public void serve(EventBus bus, Function<T, Future<R>> handler) {
    bus.<T>localConsumer(address, message -> Future.succeededFuture(message.body())
        .compose(handler)
        .onSuccess(message::reply)
        .onFailure(cause -> message.fail(codeOf(cause), String.valueOf(cause.getMessage()))));
  }

  public void publish(EventBus bus, T message) {
    bus.publish(address, message, new DeliveryOptions().setLocalOnly(true));
  }

  public void subscribe(EventBus bus, Consumer<T> handler) {
    bus.<T>localConsumer(address, message -> handler.accept(message.body()));
  }

  private int codeOf(Throwable cause) {
    if (cause instanceof Refusal refusal) {
      return refusal.reason().code();
    }
    LOG.error("{} failed", address, cause);
    return FAULT;
  }

  private static Throwable refusalIn(Throwable cause) {
    if (cause instanceof ReplyException reply) {
      for (var reason : Refusal.Reason.values()) {
        if (reason.code() == reply.failureCode()) {
          return new Refusal(reason, String.valueOf(reply.getMessage()));
        }
      }
    }
    return cause;
  }
}
