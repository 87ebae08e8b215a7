package io.cachewarmer.config;

import static io.cachewarmer.config.Settings.*;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where Redis is: the URL when there is one, else host and port, else nowhere. */
final class RedisAddress {

  private final Values values;
  private final Problems problems;

  RedisAddress(Values values, Problems problems) {
    this.values = values;
    this.problems = problems;
  }

  Config.Redis read() {
    int database = values.get(REDIS_DB);
    int analytics = values.get(REDIS_ANALYTICS_DB);
    var host = values.get(REDIS_HOST);
    int port = values.get(REDIS_PORT);
    var url = values
        .get(REDIS_URL)
        .map(given -> checked(given, database))
        .or(() -> host.flatMap(name -> address(name, port)));
    if (database == analytics) {
      problems.add("%s and %s are both %d; values and counts need a database each"
          .formatted(values.nameOf(REDIS_DB), values.nameOf(REDIS_ANALYTICS_DB), database));
    }
    return new Config.Redis(url, database, analytics, values.get(REDIS_KEY_PREFIX));
  }

  private URI checked(URI given, int database) {
    var named = Urls.database(given);
    if (named.isPresent() && named.get() != database) {
      problems.add("%s names database %d, but %s is %d; leave it out of the URL"
          .formatted(values.nameOf(REDIS_URL), named.get(), values.nameOf(REDIS_DB), database));
    }
    int port = given.getPort() < 0 ? REDIS_PORT.otherwise() : given.getPort();
    var credentials =
        Optional.ofNullable(given.getRawUserInfo()).map(user -> user + "@").orElse("");
    return URI.create(
        "%s://%s%s:%d".formatted(given.getScheme(), credentials, given.getHost(), port));
  }

  private Optional<URI> address(String host, int port) {
    try {
      // This constructor puts the brackets around an IPv6 address.
      return Optional.of(new URI("redis", null, host, port, null, null, null));
    } catch (URISyntaxException e) {
      problems.add("%s '%s' is not a host name or an IP address"
          .formatted(values.nameOf(REDIS_HOST), Secrets.masked(host)));
      return Optional.empty();
    }
  }
}
