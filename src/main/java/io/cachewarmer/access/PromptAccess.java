package io.cachewarmer.access;

/**
 * One question to a language model.
 *
 * @param model as posted, or the configured default
 * @param query the question, up to 16 KiB
 * @param responseMillis how long the answer took, 0 to 3,600,000
 * @param cached whether a cache answered
 * @param response the answer as told by a client that may write answers; empty when not known
 */
public record PromptAccess(
    String id,
    String model,
    String query,
    long atMillis,
    double responseMillis,
    boolean cached,
    String response,
    String userId,
    String sessionId)
    implements AccessEvent {}
