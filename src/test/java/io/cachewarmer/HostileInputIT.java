package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.testing.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 requests that no sane client would send, from a seeded generator. */
class HostileInputIT {

  private static final int REQUESTS = 100_000;
  private static final int AT_ONCE = 100;

  private static final List<String> TARGETS = List.of(
      "POST /record/access",
      "POST /record/ollama",
      "POST /warm",
      "POST /warm/category",
      "POST /warm/nlp",
      "POST /clear",
      "GET /plan",
      "GET /explain/",
      "GET /cache/",
      "GET /items/",
      "GET /runs/",
      "DELETE /runs/",
      "PUT /warm",
      "PATCH /clear",
      "TRACE /health",
      "GET /../../etc/passwd",
      "GET /%2e%2e/%00",
      "GET //health",
      "POST /nowhere",
      "DELETE /record/access");

  private static final List<String> VALUES = List.of(
      "1e309",
      "-1",
      "NaN",
      "Infinity",
      "null",
      "true",
      "\"x\"",
      "[]",
      "{}",
      "-0",
      "1e-400",
      "9".repeat(900),
      "\"\\ud800\"",
      "\"\\u0000\"",
      "\"\"",
      "\"" + "é".repeat(129) + "\"",
      "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
      "\"a\r\nb\"",
      "01",
      ".5",
      "'x'",
      "\"*?[]{}\"",
      "\"..%2f..%2f\"",
      "\"\\u202eevil\"",
      "{\"a\":1,\"a\":2}",
      "1 2",
      "//",
      "\ufeff1");

  private static final List<String> NAMES = List.of(
      "itemId",
      "loadTime",
      "hit",
      "metadata",
      "timestamp",
      "id",
      "userId",
      "sessionId",
      "query",
      "responseTime",
      "cached",
      "response",
      "model",
      "strategy",
      "items",
      "force",
      "async",
      "category",
      "queries",
      "scope",
      "relatedItems",
      "size",
      "__proto__",
      "");

  private static final List<String> TYPES = List.of(
      "application/json",
      "application/x-ndjson",
      "application/cloudevents-batch+json",
      "application/cloudevents+json",
      "text/plain",
      "multipart/form-data; boundary=x",
      "application/json; charset=utf-16",
      "",
      "application/xml");

  @TempDir
  Path folder;

  @Test
  void noRequestMakesItFailOrLogAnException() throws Exception {
    var settings = Map.of("CACHE_WARMING_ON_START", "false", "CACHE_WARMING_ENABLED", "false");
    try (var service = ServiceProcess.start(folder, settings)) {
      var statuses = new TreeMap<String, Integer>();
      var series = series(service);
      var random = new Random(42);
      for (int sent = 0; sent < REQUESTS; sent += AT_ONCE) {
        converse(service.port(), random, statuses);
      }
      System.out.println("hostile input: " + statuses);
      assertThat(statuses.keySet()).noneMatch(status -> status.startsWith("5"));
      assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum())
          .isGreaterThanOrEqualTo(REQUESTS / 2);
      assertThat(service.isReady()).isTrue();
      assertThat(series(service)).isEqualTo(series);
      assertThat(service.log()).doesNotContain("Exception").doesNotContain("\"level\":\"ERROR\"");
    }
  }

  private static Set<String> series(ServiceProcess service) {
    return service
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A connection per so many requests: one that is refused as a whole ends only its own. */
  private static void converse(int port, Random random, Map<String, Integer> statuses)
      throws IOException {
    int left = AT_ONCE;
    while (left > 0) {
      try (var socket = new Socket("127.0.0.1", port)) {
        socket.setSoTimeout(20_000);
        var in = new java.io.BufferedInputStream(socket.getInputStream());
        boolean open = true;
        while (left > 0 && open) {
          left--;
          socket.getOutputStream().write(request(random));
          open = readAnswer(in, statuses);
        }
      } catch (java.net.SocketException reset) {
        // Refused while we were still writing: an answer of its own kind.
        statuses.merge("reset", 1, Integer::sum);
      }
    }
  }

  private static byte[] request(Random random) {
    var target = pick(TARGETS, random).split(" ", 2);
    var path = target[1] + (target[1].endsWith("/") ? pathSegment(random) : query(random));
    var body =
        random.nextInt(20) == 0 ? noise(random) : json(random).getBytes(StandardCharsets.UTF_8);
    var type = pick(TYPES, random);
    var head = target[0] + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
        + "Content-Length: " + body.length + "\r\n\r\n";
    var out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static String json(Random random) {
    var members = new StringBuilder("{");
    // Always one value that breaks a rule of the route, among others that may be right.
    for (int i = 0, n = 1 + random.nextInt(4); i < n; i++) {
      members
          .append(i == 0 ? "" : ",")
          .append('"')
          .append(pick(NAMES, random))
          .append("\":")
          .append(pick(VALUES, random));
    }
    var object = members + (random.nextInt(10) == 0 ? "" : "}");
    return switch (random.nextInt(5)) {
      case 0 -> "[" + object + "," + object + "]";
      case 1 -> object + "\n" + object;
      case 2 -> "{\"metadata\":" + object + "}";
      default -> object;
    };
  }

  private static byte[] noise(Random random) {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String pathSegment(Random random) {
    return pick(
        List.of(
            "%",
            "%zz",
            "%00",
            "%c0%af",
            "a%2fb",
            "x".repeat(300),
            "%ed%a0%80",
            "%0d%0aX:1",
            "..",
            "%2e%2e%2f"),
        random);
  }

  private static String query(Random random) {
    return pick(
        List.of(
            "",
            "?strategy=nonsense",
            "?at=yesterday",
            "?at=%00",
            "?strategy=%ff",
            "?at=9999999999999-01-01T00:00",
            "?&&=="),
        random);
  }

  /** Reads one answer; whether the connection may be used again. */
  private static boolean readAnswer(InputStream in, Map<String, Integer> statuses)
      throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        statuses.merge("closed", 1, Integer::sum);
        return false;
      }
      head.append((char) next);
    }
    var text = head.toString();
    statuses.merge(text.substring(9, 12), 1, Integer::sum);
    var lower = text.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    int length = at < 0
        ? 0
        : Integer.parseInt(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
    in.skipNBytes(length);
    return !lower.contains("connection: close");
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
