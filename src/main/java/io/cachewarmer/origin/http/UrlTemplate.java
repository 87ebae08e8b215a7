package io.cachewarmer.origin.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An absolute http or https URL with {@code {id}} in its path or query. An id fills exactly that place:
 * whatever it holds, it cannot change host, path depth, query or fragment.
 *
 * @param authority scheme, host and port as a URL that ends before the path
 * @param pathAndQuery what follows, with the place for the id still in it
 */
record UrlTemplate(URI authority, String pathAndQuery) {

  private static final String PLACE = "{id}";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static UrlTemplate parse(String template) {
    var uri = URI.create(template.replace(PLACE, "id"));
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException(
          "an origin URL begins with http:// or https:// and a host: " + template);
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "an origin URL has neither user nor fragment: " + template);
    }
    int start = template.indexOf('/', scheme.length() + "://".length());
    if (start < 0 || template.indexOf(PLACE) < start) {
      throw new IllegalArgumentException(
          "an origin URL has {id} in its path or query: " + template);
    }
    return new UrlTemplate(URI.create(template.substring(0, start)), template.substring(start));
  }

  String host() {
    return authority.getHost();
  }

  boolean tls() {
    return "https".equalsIgnoreCase(authority.getScheme());
  }

  int port() {
    int given = authority.getPort();
    return given >= 0 ? given : tls() ? 443 : 80;
  }

  /** Path and query for that id. */
  String fill(String id) {
    return pathAndQuery.replace(PLACE, encode(id));
  }

  /**
   * RFC 3986 percent-encoding of all but unreserved characters. The dot is encoded too: harmless by the
   * RFC, and {@code ..} cannot survive in any surrounding.
   */
  private static String encode(String id) {
    var out = new StringBuilder(id.length() + 16);
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b)) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_'
        || b == '~';
  }
}
