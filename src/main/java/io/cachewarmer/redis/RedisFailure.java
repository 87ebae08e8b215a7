package io.cachewarmer.redis;

import io.cachewarmer.cache.StoreUnavailable;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Why Redis did not do what it was asked, by the first word of its error reply or by what became of
 * the connection.
 */
public enum RedisFailure {
  OOM("is out of memory and refuses writes; raise maxmemory or set an eviction policy"),
  READONLY("is a read-only replica; point REDIS_URL at the primary"),
  MISCONF("cannot save to its disk and refuses writes; look into its log"),
  NOPERM("does not permit the command to our user; extend its ACL"),
  LOADING("is still loading its data"),
  WRONGPASS("rejects our user or password; correct REDIS_URL"),
  NOAUTH("asks for a password; add it to REDIS_URL"),
  MASTERDOWN("is a replica that has lost its primary"),
  WRONGTYPE("holds a value of another type under this key"),
  TIMEOUT("did not answer in time"),
  DISCONNECTED("is not reachable"),
  BUSY("has too many of our commands waiting"),
  FENCED("was told that this node is not the one to write any more; the value was left out"),
  OTHER("answered with an error");

  private final String clause;

  RedisFailure(String clause) {
    this.clause = clause;
  }

  /** What is wrong and what to do about it. Never quotes Redis, whose replies may repeat arguments. */
  public String sentence() {
    return "Redis " + clause;
  }

  public StoreUnavailable asException() {
    return new StoreUnavailable(sentence());
  }

  /** The word used as a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the reply is lost, so that nothing is known of what Redis did. */
  public boolean unanswered() {
    return this == TIMEOUT || this == DISCONNECTED || this == BUSY;
  }

  /** Whether every write would be refused alike for now, whatever its key. */
  public boolean refusesWrites() {
    return switch (this) {
      case OOM, READONLY, MISCONF, NOPERM, MASTERDOWN, LOADING -> true;
      default -> false;
    };
  }

  /** Whether a handshake that failed so is repeated slowly: nothing but an operator cures it. */
  boolean needsOperator() {
    return switch (this) {
      case WRONGPASS, NOAUTH, NOPERM, OTHER -> true;
      default -> false;
    };
  }

  /** The kind of an error reply, of a deadline that passed, or of a lost connection. */
  public static RedisFailure of(Throwable error) {
    if (error instanceof TimeoutException) {
      return TIMEOUT;
    }
    var message = error.getMessage();
    if (message == null) {
      return DISCONNECTED;
    }
    var word = message.split(" ", 2)[0];
    return switch (word) {
      case "OOM" -> OOM;
      case "READONLY" -> READONLY;
      case "MISCONF" -> MISCONF;
      case "NOPERM" -> NOPERM;
      case "LOADING" -> LOADING;
      case "WRONGPASS" -> WRONGPASS;
      case "NOAUTH" -> NOAUTH;
      case "MASTERDOWN" -> MASTERDOWN;
      case "WRONGTYPE" -> WRONGTYPE;
      case "CONNECTION_CLOSED" -> DISCONNECTED;
      default -> word.equals("ERR") || word.equals("EXECABORT") ? OTHER : DISCONNECTED;
    };
  }
}
