package io.cachewarmer.redis;

import io.vertx.redis.client.Response;
import java.util.Optional;

/**
 * What came back for one command.
 *
 * @param value empty for nil and for a failure
 */
public record Reply(Optional<Response> value, Optional<RedisFailure> failure) {

  static Reply of(Optional<Response> value) {
    return new Reply(value, Optional.empty());
  }

  static Reply failed(RedisFailure failure) {
    return new Reply(Optional.empty(), Optional.of(failure));
  }

  public boolean failed() {
    return failure.isPresent();
  }

  /** The integer in the reply; the other number for nil, a failure and anything else. */
  public long number(long otherwise) {
    return value.map(Response::toLong).orElse(otherwise);
  }
}
