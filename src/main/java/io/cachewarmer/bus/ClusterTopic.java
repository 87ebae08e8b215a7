package io.cachewarmer.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus address that other nodes hear too. Whoever asks must do without an answer: the other node may be
 * gone, and is then known to be only after a while.
 *
 * @param <T> what is sent
 * @param <R> what comes back
 * @param patience how long an asker waits for the answer
 */
public record ClusterTopic<T extends ClusterMessage, R extends ClusterMessage>(
    String address, Class<T> type, Class<R> answer, Duration patience) {

  /** Nobody listens there. */
  public static final String NO_HANDLERS = "no-handlers";

  public static final String TIMEOUT = "timeout";
  private static final String REFUSED = "refused";
  private static final String MALFORMED_ANSWER = "malformed";

  /** All that {@link #kind} says. */
  public static final List<String> KINDS = List.of(NO_HANDLERS, TIMEOUT, REFUSED, MALFORMED_ANSWER);

  private static final Logger LOG = LoggerFactory.getLogger(ClusterTopic.class);
  private static final int MALFORMED = 400;
  private static final int FAULT = 500;

  /** Why an answer did not come: a word of a fixed set, for counting. */
  public static String kind(Throwable failure) {
    return failure instanceof ReplyException reply
        ? switch (reply.failureType()) {
          case NO_HANDLERS -> NO_HANDLERS;
          case TIMEOUT -> TIMEOUT;
          default -> REFUSED;
        }
        : MALFORMED_ANSWER;
  }

  /** Asks that node. */
  public Future<R> request(EventBus bus, String node, T message) {
    var options = new DeliveryOptions().setSendTimeout(patience.toMillis());
    return bus.<String>request(addressOf(node), ClusterCodec.encode(message), options)
        .map(reply -> ClusterCodec.decode(reply.body(), answer));
  }

  /** Tells every node that subscribes, this one too. */
  public void publish(EventBus bus, T message) {
    bus.publish(address, ClusterCodec.encode(message));
  }

  /** Answers what is asked of this node, once the others know that it does. */
  public Served serve(EventBus bus, String node, Function<T, Future<R>> handler) {
    return new Served(bus, () -> bus.consumer(addressOf(node), asked -> answer(asked, handler)));
  }

  public Served subscribe(EventBus bus, Consumer<T> handler) {
    return new Served(bus, () -> bus.consumer(address, told -> hear(told, handler)));
  }

  private void hear(Message<String> told, Consumer<T> handler) {
    try {
      handler.accept(ClusterCodec.decode(told.body(), type));
    } catch (IllegalArgumentException malformed) {
      refuse(malformed);
    }
  }

  private void answer(Message<String> asked, Function<T, Future<R>> handler) {
    T message;
    try {
      message = ClusterCodec.decode(asked.body(), type);
    } catch (IllegalArgumentException malformed) {
      refuse(malformed);
      asked.fail(MALFORMED, "malformed");
      return;
    }
    handler
        .apply(message)
        .onSuccess(reply -> asked.reply(ClusterCodec.encode(reply)))
        .onFailure(cause -> {
          LOG.error("{} failed", address, cause);
          asked.fail(FAULT, "failed");
        });
  }

  /** Not what it says: whoever can send it could fill the log with it. */
  private void refuse(IllegalArgumentException malformed) {
    LOG.atWarn()
        .addKeyValue("topic", address)
        .log("A message from another node is none of this version and was left unread");
    LOG.debug("It was refused", malformed);
  }

  private String addressOf(String node) {
    return address + "." + node;
  }

  /** Something that this node listens to; anew when the others do not find it any more. Of one context. */
  public static final class Served {

    private final Supplier<MessageConsumer<String>> listening;
    private MessageConsumer<String> consumer;
    private boolean renewing;

    private Served(EventBus bus, Supplier<MessageConsumer<String>> listening) {
      this.listening = listening;
      this.consumer = listening.get();
      Topics.UNHEARD.subscribe(bus, unheard -> renew());
    }

    /** Completes when the whole cluster knows. */
    public Future<Void> known() {
      return consumer.completion();
    }

    private void renew() {
      if (!renewing) {
        renewing = true;
        consumer.unregister().onComplete(ended -> {
          consumer = listening.get();
          renewing = false;
        });
      }
    }
  }
}
