package io.cachewarmer.prompt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The cache key of an answer: {@code llm:} and the SHA-256, in hex, of the route and of the canonical
 * JSON (RFC 8785) of everything that the answer depends on. Nothing is lower-cased, trimmed or cut:
 * two questions that differ in one character have two answers.
 */
public final class PromptKey {

  public static final String PREFIX = "llm:";

  private PromptKey() {}

  /** The key under which {@code /api/generate {model, prompt}} is cached. */
  public static String of(String model, String query) {
    return of(model, query, "", "");
  }

  /** The same for one digest of the model and one tenant; both may be empty. */
  public static String of(String model, String query, String digest, String tenant) {
    return of(
        Route.GENERATE.path(), Map.of("model", tagged(model), "prompt", query), digest, tenant);
  }

  /** The same for any route and body; values as {@link CanonicalJson} takes them. */
  public static String of(String route, Map<String, ?> body) {
    return of(route, body, "", "");
  }

  /** A line break parts what is hashed: canonical JSON has none, and neither has a route. */
  static String of(String route, Map<String, ?> body, String digestOfModel, String tenant) {
    var digest = sha256();
    digest.update(CanonicalJson.bytes(route));
    digest.update((byte) '\n');
    digest.update(CanonicalJson.bytes(CanonicalJson.of(body)));
    if (!digestOfModel.isEmpty() || !tenant.isEmpty()) {
      digest.update((byte) '\n');
      digest.update(CanonicalJson.bytes(CanonicalJson.of(List.of(digestOfModel, tenant))));
    }
    return PREFIX + HexFormat.of().formatHex(digest.digest());
  }

  /** A model named without a tag is its {@code :latest}; a registry's port is not a tag. */
  public static String tagged(String model) {
    return model.indexOf(':', model.lastIndexOf('/') + 1) < 0 ? model + ":latest" : model;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
