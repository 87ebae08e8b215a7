package io.cachewarmer.http.guard;

import io.cachewarmer.http.answer.HttpProblem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a request in or refuses it. A page from elsewhere, open in a browser on this machine, can send
 * requests here with the user's reach; two checks stop it. A write whose {@code Origin} is not our own
 * authority is refused. And on loopback without tokens the {@code Host} must be a name of this machine,
 * else a foreign name that was re-bound to 127.0.0.1 would make the page our own origin.
 */
public final class Guard {

  private final Tokens tokens;
  private final String configuredHost;
  private final boolean checkHost;

  /**
   * @param boundHost the configured host that the server listens on
   */
  public Guard(Tokens tokens, String boundHost) {
    this.tokens = tokens;
    this.configuredHost = boundHost.toLowerCase(Locale.ROOT);
    this.checkHost = loopback(configuredHost) && !tokens.asked();
  }

  /** The caller, when it may do this. Fails with the problem to answer. */
  public Caller admit(HttpServerRequest request, Optional<Scope> scope) {
    return scope.isEmpty() ? Caller.ANYONE : admit(request, scope.get());
  }

  public Caller admit(HttpServerRequest request, Scope scope) {
    if (!tokens.asked()) {
      return Caller.ANYONE;
    }
    String authorization = request.headers().get(HttpHeaders.AUTHORIZATION);
    var caller = authorization == null ? Optional.<Caller>empty() : tokens.caller(authorization);
    if (caller.isEmpty()) {
      throw HttpProblem.of(401, "a bearer token is needed").with("WWW-Authenticate", "Bearer");
    }
    if (!caller.get().may(scope)) {
      throw HttpProblem.of(403, "this token does not have the scope " + scope.label());
    }
    return caller.get();
  }

  /** Refuses what a browser was tricked into sending; for every route, before anything else. */
  public void checkOrigin(HttpServerRequest request) {
    var headers = request.headers();
    String host = headers.get(HttpHeaders.HOST);
    if (host == null) {
      if (request.version() == HttpVersion.HTTP_1_1) {
        throw HttpProblem.invalid("the Host header is missing");
      }
      return;
    }
    if (headers.getAll(HttpHeaders.HOST).size() > 1) {
      throw HttpProblem.invalid("the Host header is given more than once");
    }
    if (checkHost && !local(host)) {
      throw HttpProblem.of(403, "this host name is not served here");
    }
    String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin != null && writes(request.method()) && !sameAuthority(origin, host)) {
      throw HttpProblem.of(403, "requests from this origin are not taken");
    }
  }

  private static boolean writes(HttpMethod method) {
    return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
  }

  private boolean local(String host) {
    String name = nameOf(host.toLowerCase(Locale.ROOT));
    return loopback(name) || name.equals(configuredHost);
  }

  static boolean loopback(String name) {
    return name.equals("localhost")
        || name.equals("[::1]")
        || name.equals("::1")
        || (name.startsWith("127.")
            && name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }

  /** The authority without its port. */
  private static String nameOf(String authority) {
    int port = authority.lastIndexOf(':');
    return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
  }

  static boolean sameAuthority(String origin, String host) {
    String lower = origin.toLowerCase(Locale.ROOT);
    int scheme = lower.indexOf("://");
    if (scheme < 0) {
      return false; // "null": a sandboxed page or a file
    }
    String port = lower.startsWith("https:") ? ":443" : ":80";
    String authority = lower.substring(scheme + 3);
    return withPort(authority, port).equals(withPort(host.toLowerCase(Locale.ROOT), port));
  }

  private static String withPort(String authority, String port) {
    return nameOf(authority).equals(authority) ? authority + port : authority;
  }
}
