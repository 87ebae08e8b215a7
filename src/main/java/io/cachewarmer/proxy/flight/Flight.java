package io.cachewarmer.proxy.flight;

import io.cachewarmer.clock.Clock;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.answer.Outcome;
import io.cachewarmer.prompt.answer.Reason;
import io.cachewarmer.proxy.upstream.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One call upstream for one key, and all who wait for its answer. It goes on while anybody waits; when the
 * last one leaves, the call is cancelled.
 *
 * <p>What comes in one turn of the event loop goes on together (natural batching): Ollama sends a chunk a
 * token, and a write a token and listener would be most of the work of a quick stream.
 */
public final class Flight implements Exchange.Sink {

  /** How an answer begins. */
  public record Head(int status, MultiMap headers) {

    public boolean isGood() {
      return status == OK;
    }
  }

  private static final int OK = 200;
  private static final int TOGETHER = 32 << 10;

  private final PromptRequest request;
  private final Clock clock;
  private final Consumer<Runnable> soon;
  private final Tape tape;
  private final Recorder recorder;
  private final Promise<Head> head = Promise.promise();
  private final Promise<Outcome> outcome = Promise.promise();
  private final long askedAtMillis;
  private final long askedAtTicks;
  private Optional<Exchange> exchange = Optional.empty();
  private List<Buffer> gathered = new ArrayList<>();
  private Optional<Long> closing = Optional.empty();
  private int gatheredBytes;
  private int waiting;
  private boolean over;

  /** @param soon runs something in a later turn of the same event loop */
  public Flight(PromptRequest request, Clock clock, Budget budget, Consumer<Runnable> soon) {
    this.request = request;
    this.clock = clock;
    this.soon = soon;
    this.tape = new Tape(budget, () -> exchange.ifPresent(Exchange::resume));
    this.recorder = new Recorder(request, this::pass);
    this.askedAtMillis = clock.millis();
    this.askedAtTicks = clock.ticks();
  }

  /** @param sending sends the request upstream and lets this hear the answer */
  public Flight start(Function<Exchange.Sink, Exchange> sending) {
    var sent = sending.apply(this);
    exchange = Optional.of(sent);
    return this;
  }

  public PromptRequest request() {
    return request;
  }

  public long askedAtMillis() {
    return askedAtMillis;
  }

  public double millisSoFar() {
    return (clock.ticks() - askedAtTicks) / 1e6;
  }

  /** Completes with the status; fails when there was no answer. */
  public Future<Head> head() {
    return head.future();
  }

  /** What is fit for the cache; fails when upstream did. Completes before the last piece is out. */
  public Future<Outcome> outcome() {
    return outcome.future();
  }

  /** Whether one may still join and hear everything. */
  public boolean isOpen() {
    return tape.isWhole() && closing.filter(at -> clock.ticks() - at >= 0).isEmpty();
  }

  /** Its answer is kept; who looked for it there just before may still join until that moment. */
  public void closeAt(long ticks) {
    closing = Optional.of(ticks);
  }

  /** Whether its answer is kept elsewhere. */
  public boolean isKept() {
    return closing.isPresent();
  }

  /** Nobody is to join any more, for the cache has the answer or nobody may have it. */
  public void close() {
    tape.close();
  }

  /** Somebody waits from now on; must {@link Seat#leave} when it does no more. */
  public Seat join() {
    waiting++;
    return new Seat();
  }

  /** Somebody's part in this flight. */
  public final class Seat {

    private Optional<Tape.Place> place = Optional.empty();
    private boolean left;

    /** Begins to listen, from the first piece on. */
    public void listen(Listener listener) {
      var joined = tape.join(listener);
      place = Optional.of(joined);
      joined.pump();
    }

    /** The listener has room again. */
    public void pump() {
      place.ifPresent(Tape.Place::pump);
    }

    public void leave() {
      if (left) {
        return;
      }
      left = true;
      place.ifPresent(Tape.Place::leave);
      waiting--;
      if (waiting == 0 && !over) {
        over = true;
        forgetGathered();
        exchange.ifPresent(Exchange::cancel);
        recorder.skip(Reason.CLIENT_GONE);
        tape.close();
        head.tryFail(new java.util.concurrent.CancellationException());
        outcome.tryComplete(new Outcome.Skip(Reason.CLIENT_GONE));
      }
    }
  }

  @Override
  public void head(HttpClientResponse response) {
    if (response.statusCode() != OK) {
      recorder.skip(Reason.STATUS);
    }
    head.tryComplete(new Head(response.statusCode(), response.headers()));
  }

  @Override
  public void piece(Buffer piece) {
    gathered.add(piece);
    gatheredBytes += piece.length();
    if (gatheredBytes >= TOGETHER) {
      hand();
    } else if (gathered.size() == 1) {
      soon.accept(this::hand);
    }
  }

  private void hand() {
    if (gathered.isEmpty()) {
      return;
    }
    var together = gathered.get(0);
    if (gathered.size() > 1) {
      var joined = Buffer.buffer(gatheredBytes);
      gathered.forEach(joined::appendBuffer);
      together = joined;
    }
    forgetGathered();
    recorder.add(together);
  }

  private void forgetGathered() {
    gathered = new ArrayList<>();
    gatheredBytes = 0;
  }

  private void pass(Piece piece) {
    if (!tape.add(piece)) {
      exchange.ifPresent(Exchange::pause);
    }
  }

  @Override
  public void ended(MultiMap trailers) {
    hand();
    recorder.end();
    over = true;
    outcome.tryComplete(recorder.finish(clock.millis(), loadMillis()));
    tape.end();
  }

  @Override
  public void failed(Throwable cause) {
    hand();
    over = true;
    recorder.skip(Reason.TRUNCATED);
    head.tryFail(cause);
    outcome.tryFail(cause);
    tape.fail(cause);
  }

  private long loadMillis() {
    return TimeUnit.NANOSECONDS.toMillis(clock.ticks() - askedAtTicks);
  }
}
