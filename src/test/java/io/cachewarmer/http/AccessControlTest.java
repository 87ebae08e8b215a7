package io.cachewarmer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.http.guard.Scope;
import io.cachewarmer.http.guard.Tokens;
import io.cachewarmer.http.record.Recording;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessControlTest {

  private TestDoor guarded;
  private TestDoor open;

  @BeforeAll
  void open() {
    var lines =
        Arrays.stream(Scope.values()).map(s -> line(s.label(), s.label())).toList();
    guarded = new TestDoor(Tokens.parse(lines), true);
    open = new TestDoor();
  }

  @AfterAll
  void close() {
    guarded.close();
    open.close();
  }

  @Test
  void everyRouteAsksForItsScopeAndForNoOther() {
    for (var route : OpenApiTest.table()) {
      var path = route.path().replace("{file}", "docs.js").replaceAll("\\{\\w+}", "r1");
      for (var scope : Scope.values()) {
        var reply = guarded.send(
            route.method().name(), path, body(route.method()), "Authorization", bearer(scope));
        boolean may = route.scope().isEmpty() || route.scope().get() == scope;
        assertThat(reply.status() == 403).as(route.path() + " " + scope).isEqualTo(!may);
      }
      var nobody = guarded.send(route.method().name(), path, body(route.method()));
      assertThat(nobody.status() == 401).as(path).isEqualTo(route.scope().isPresent());
      if (route.scope().isPresent()) {
        assertThat(nobody.header("www-authenticate")).isEqualTo("Bearer");
        var stranger = guarded.send(
            route.method().name(), path, body(route.method()), "Authorization", "Bearer no");
        assertThat(stranger.status()).isEqualTo(401);
      }
    }
  }

  @Test
  void recordingAsksForTheScopeRecord() {
    for (String path : List.of(Recording.ITEMS, Recording.PROMPTS)) {
      assertThat(guarded.post(path, "{}").status()).isEqualTo(401);
      for (var scope : Scope.values()) {
        assertThat(guarded.post(path, "{}", "Authorization", bearer(scope)).status())
            .isEqualTo(scope == Scope.RECORD ? 400 : 403);
      }
    }
  }

  @Test
  void pathsThatAreNotThereAreNotToldToStrangers() {
    assertThat(guarded.get("/nothing").status()).isEqualTo(401);
    assertThat(guarded.get("/nothing", "Authorization", bearer(Scope.READ)).status())
        .isEqualTo(404);
  }

  @Test
  void anAnswerIsKeptOnlyFromWhoMayWriteAnswers() {
    String body = "{\"query\":\"q\",\"responseTime\":1,\"response\":\"forged\"}";
    guarded.rooms.recorded.clear();
    guarded.post(Recording.PROMPTS, body, "Authorization", bearer(Scope.RECORD));
    assertThat(((PromptAccess) guarded.rooms.recorded.poll()).response()).isEmpty();
    var both = new TestDoor(Tokens.parse(List.of(line("both", "record,answer-write"))), true);
    try (both) {
      both.post(Recording.PROMPTS, body, "Authorization", "bearer both");
      assertThat(((PromptAccess) both.rooms.recorded.poll()).response()).isEqualTo("forged");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example,403",
    "null,403",
    "http://localhost:1,403",
    "https://localhost,200",
    "http://localhost,200"
  })
  void aWriteFromAnotherOriginIsRefused(String origin, int status) {
    for (String path : List.of("/record/access", "/clear")) {
      String body = "{\"itemId\":\"a\",\"loadTime\":1}";
      assertThat(open.raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
              + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
              + body))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "LOCALHOST:3006,200",
    "127.0.0.1:3006,200",
    "127.9.9.9,200",
    "[::1]:3006,200",
    "evil.example,403",
    "127.0.0.1.evil.example,403",
    "localhost.evil.example:3006,403"
  })
  void onLoopbackTheHostMustBeThisMachine(String host, int status) {
    for (String path : List.of("/health/live", "/cache/x")) {
      var reply =
          open.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(reply.startsWith("HTTP/1.1 403")).as(host).isEqualTo(status == 403);
    }
  }

  @Test
  void aHostThatIsMissingOrDoubledIsRefused() {
    assertThat(open.raw("GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(open.raw("GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void everyBadLineOfTheTokensFileIsNamed() {
    var lines = List.of(
        "# who may call",
        "",
        "two words",
        "bad!name " + "0".repeat(64) + " read",
        "a " + "z".repeat(64) + " read",
        "b " + "1".repeat(64) + " read,fly");
    try {
      Tokens.parse(lines);
      throw new AssertionError("accepted");
    } catch (Tokens.InvalidTokens e) {
      assertThat(e.problems())
          .extracting(problem -> problem.substring(0, 7))
          .containsExactly("line 3:", "line 4:", "line 5:", "line 6:");
    }
  }

  private static byte[] body(HttpMethod method) {
    return method == HttpMethod.POST ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  private static String bearer(Scope scope) {
    return "Bearer " + scope.label();
  }

  private static String line(String name, String scopes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return name + " " + HexFormat.of().formatHex(hash) + " " + scopes;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
