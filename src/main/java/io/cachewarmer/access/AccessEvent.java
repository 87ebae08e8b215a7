package io.cachewarmer.access;

/**
 * Something an agent asked for: an item, or an answer of a language model.
 *
 * <p>Texts that the agent did not give are empty, never null.
 */
public sealed interface AccessEvent permits ItemAccess, PromptAccess {

  /** The agent's own name for this event, for recognising a repeated post; empty when not given. */
  String id();

  /** When it was asked for, in UTC milliseconds. */
  long atMillis();

  String userId();

  String sessionId();
}
