package io.cachewarmer.redis;

import io.vertx.core.Completable;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Commands that go out together and the replies that have come back so far. Confined to the event
 * loop of its link. Answers once: with every reply, or, at its deadline, with the replies it has.
 */
final class Pipeline {

  private static final Reply PENDING = Reply.failed(RedisFailure.TIMEOUT);

  private final List<Request> requests;
  private final List<Reply> replies;
  private final Completable<List<Reply>> answer;
  private final long on;
  private int outstanding;
  private boolean answered;
  private Runnable whenAnswered = () -> {};

  /** @param on the connection that it must go out on; 0 = any */
  Pipeline(List<Request> requests, Completable<List<Reply>> answer, long on) {
    this.on = on;
    this.requests = requests;
    this.replies = new ArrayList<>(Collections.nCopies(requests.size(), PENDING));
    this.answer = answer;
    this.outstanding = requests.size();
  }

  List<Request> requests() {
    return requests;
  }

  boolean mayGoOn(long connection) {
    return on == 0 || on == connection;
  }

  /** Calls back once, before the answer is given. */
  void whenAnswered(Runnable callback) {
    whenAnswered = callback;
  }

  /** Notes one reply; a late one changes nothing. */
  void reply(int index, Reply reply) {
    if (answered) {
      return;
    }
    replies.set(index, reply);
    outstanding--;
    if (outstanding == 0) {
      answer();
    }
  }

  void reply(int index, Response response) {
    reply(index, Reply.of(Optional.ofNullable(response)));
  }

  void fail(Throwable cause) {
    if (!answered) {
      answered = true;
      whenAnswered.run();
      answer.fail(cause);
    }
  }

  /** Gives up on what is outstanding; whether anything was. */
  boolean expire() {
    if (answered) {
      return false;
    }
    answer();
    return true;
  }

  private void answer() {
    answered = true;
    whenAnswered.run();
    answer.succeed(List.copyOf(replies));
  }
}
