package io.cachewarmer.config;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The forms of addresses. */
final class Urls {

  static final String ID = "{id}";
  private static final Set<String> WEB = Set.of("http", "https");
  private static final Set<String> REDIS = Set.of("redis", "rediss");
  private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6_LOOPBACK = Pattern.compile("\\[?(::1|(0{1,4}:){7}0{0,3}1)]?");
  private static final int HIGHEST_PORT = 65_535;

  private Urls() {}

  /** A base address; a path is allowed, credentials are not, since they would end up in logs. */
  static Form<URI> web() {
    return new Form<>("a http:// or https:// URL without user, query or fragment", text -> {
      var url = URI.create(text);
      require(isServer(url, WEB) && url.getRawUserInfo() == null);
      require(url.getRawQuery() == null && url.getRawFragment() == null);
      return url;
    });
  }

  /** The id may stand in the path or the query, never where it could choose the server. */
  static Form<String> template() {
    return new Form<>(
        "a http:// or https:// URL with {id} in its path or query, without user or fragment",
        text -> {
          var url = URI.create(text.replace(ID, "-id-"));
          require(
              isServer(url, WEB) && url.getRawUserInfo() == null && url.getRawFragment() == null);
          require(
              text.indexOf(ID) > text.indexOf("://") + 3 + url.getRawAuthority().length());
          return text;
        });
  }

  /** A trailing /n, the database, is allowed here and compared with the setting of that name later. */
  static Form<URI> redis() {
    return new Form<>(
        "redis:// or rediss://[user:password@]host[:port], with the special characters of"
            + " the password percent-encoded",
        text -> {
          var url = URI.create(text);
          require(
              isServer(url, REDIS) && url.getRawQuery() == null && url.getRawFragment() == null);
          require(url.getRawPath().isEmpty() || url.getRawPath().matches("/[0-9]{0,5}"));
          return url;
        });
  }

  static Form<String> host() {
    return new Form<>("a host name or an IP address", text -> {
      require(text.matches("\\[?[A-Za-z0-9._:%-]{1,253}]?"));
      return text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    });
  }

  /** Whether only this machine can reach it. A name other than localhost might resolve to anything. */
  static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || IPV4_LOOPBACK.matcher(host).matches()
        || IPV6_LOOPBACK.matcher(host).matches();
  }

  /** The database that a Redis URL names, if it names one. */
  static Optional<Integer> database(URI redis) {
    var path = redis.getRawPath();
    return path.length() < 2 ? Optional.empty() : Optional.of(Integer.valueOf(path.substring(1)));
  }

  private static boolean isServer(URI url, Set<String> schemes) {
    return url.getScheme() != null
        && schemes.contains(url.getScheme())
        && url.getHost() != null
        && url.getPort() != 0
        && url.getPort() <= HIGHEST_PORT;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException("not such a URL");
    }
  }
}
