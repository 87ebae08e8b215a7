package io.cachewarmer.analytics;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * An access as nodes tell it to each other: what is learned from it and no more. Users and sessions go by the first
 * 64 bits of a SHA-256, the same on each node, so that a session that moves from node to node stays one, and no name
 * leaves the node. Of one thread.
 */
final class Pseudonyms {

  private static final int BYTES = 8;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final Function<PromptAccess, String> promptKey;
  private final MessageDigest digest;

  /** @param promptKey the key under which the answer to a question is cached */
  Pseudonyms(Function<PromptAccess, String> promptKey) {
    this.promptKey = promptKey;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  ItemAccess of(AccessEvent event) {
    if (event instanceof ItemAccess item) {
      return told(event, item.key(), item.category(), item.hit());
    }
    var asked = (PromptAccess) event;
    return told(event, promptKey.apply(asked), "", asked.cached());
  }

  private ItemAccess told(AccessEvent event, String key, String category, boolean hit) {
    return new ItemAccess(
        "",
        key,
        event.atMillis(),
        0,
        hit,
        category,
        List.of(),
        0,
        name(event.userId()),
        name(event.sessionId()));
  }

  private String name(String text) {
    if (text.isEmpty()) {
      return "";
    }
    var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
    return TEXT.encodeToString(Arrays.copyOf(hash, BYTES));
  }
}
