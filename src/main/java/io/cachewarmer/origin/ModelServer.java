package io.cachewarmer.origin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server of language models. Requests are opened and not limited here: joining, limiting and patience
 * belong to those who ask. Futures complete on the caller's context.
 */
public interface ModelServer {

  /**
   * A request that is not sent yet; whoever opened it sends or resets it. Fails with {@link
   * OriginFailure} when the server cannot be reached.
   */
  Future<HttpClientRequest> open(HttpMethod method, String uri);

  /** The digest of each model that the server has, by its name with tag. */
  Future<Map<String, String>> digests();

  /** The models that are loaded now; empty when the server does not tell. */
  Future<Optional<Set<String>>> loaded();

  /** Succeeds when the server answers. */
  Future<Void> ping();
}
