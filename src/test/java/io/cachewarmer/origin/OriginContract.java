package io.cachewarmer.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cachewarmer.origin.OriginFailure.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every origin of items does, whatever is behind it. It knows {@code grocery:milk}. */
@ExtendWith(VertxExtension.class)
public abstract class OriginContract {

  protected abstract Origin origin(Vertx vertx);

  @Test
  void aKnownItemIsJsonThatNamesIt(Vertx vertx) throws Exception {
    var origin = origin(vertx);
    var value = on(vertx, () -> origin.load("grocery:milk"));
    assertThat(new ObjectMapper().readTree(value.getBytes()).get("id").asText())
        .isEqualTo("grocery:milk");
  }

  @Test
  void anUnknownItemIsAnErrorAndNeverAMadeUpValue(Vertx vertx) {
    refuses(vertx, origin(vertx), "grocery:moon-cheese", Kind.UNKNOWN_ITEM);
  }

  @Test
  void anAnswerOfAModelIsNoItem(Vertx vertx) {
    refuses(vertx, origin(vertx), "llm:" + "0".repeat(64), Kind.UNKNOWN_ITEM);
  }

  @Test
  void aHostileIdFindsNothing(Vertx vertx) {
    var origin = origin(vertx);
    for (var id : new String[] {
      "../milk",
      "grocery:milk/",
      "grocery:milk?x",
      "grocery:milk#x",
      "@host",
      "..",
      "%2e%2e",
      "a\u0000b",
      "é\uD83E\uDD5B"
    }) {
      refuses(vertx, origin, id, Kind.UNKNOWN_ITEM);
    }
  }

  @Test
  void aReachableOriginAnswersAPing(Vertx vertx) {
    var origin = origin(vertx);
    on(vertx, origin::ping);
  }

  protected static void refuses(Vertx vertx, Origin origin, String key, Kind kind) {
    assertThatThrownBy(() -> on(vertx, () -> origin.load(key)))
        .as(key)
        .isInstanceOfSatisfying(
            OriginFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  /** Calls on an event loop, as the port asks for, and waits here. */
  protected static <T> T on(Vertx vertx, Supplier<Future<T>> call) {
    Promise<T> done = Promise.promise();
    vertx.runOnContext(go -> call.get().onComplete(done));
    return done.future().timeout(10, TimeUnit.SECONDS).await();
  }

  protected static Buffer item(String id) {
    return Buffer.buffer("{\"id\":\"" + id + "\",\"name\":\"Milk\"}");
  }
}
