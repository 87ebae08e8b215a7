package io.cachewarmer.bus;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** The part of the protocol that is spoken with the door of language models. */
public sealed interface DoorMessage extends Message.Elsewhere {

  /**
   * Ask a model for warming: the users' own request for that question, where one is known, or else {@code
   * /api/generate} with this model and text.
   *
   * @param key of the question, as learned
   * @param mayLoad whether a model that is not loaded may be swapped in for it
   */
  record Generate(String key, String model, String text, boolean mayLoad) implements DoorMessage {}

  /** @param record as it is kept; {@code askedAtMillis} in UTC, its age counts from there */
  record Generated(Buffer record, long askedAtMillis, double millis) implements DoorMessage {}

  record DescribeDoor() implements DoorMessage {}

  /**
   * What the door has done since start.
   *
   * @param requests by outcome, {@code skipped} by reason
   */
  record DoorStatus(
      Map<String, Long> requests, Map<String, Long> skipped, long savedTokens, double savedMillis)
      implements DoorMessage {}

  /** The answers that are known to be kept, the youngest first. */
  record ListAnswers(String model, int offset, int limit) implements DoorMessage {}

  record Answers(int total, List<Entry> entries) implements DoorMessage {
    public record Entry(
        String key,
        String model,
        String route,
        String prompt,
        long createdAtMillis,
        long tokens,
        long bytes,
        long hits) {}
  }

  /**
   * Throw out one answer, or those of a model, or those older than that, or those that are both.
   *
   * @param key empty when they are chosen by the others
   * @param olderThanMillis a moment, UTC; the largest number when age does not matter
   */
  record DropAnswers(String key, String model, long olderThanMillis) implements DoorMessage {}
}
