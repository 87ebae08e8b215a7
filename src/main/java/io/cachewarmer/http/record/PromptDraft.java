package io.cachewarmer.http.record;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.PromptAccess;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.json.StrictReader;

/** A posted question to a language model. */
final class PromptDraft extends Draft {

  private static final int QUERY = FIRST_OWN;
  private static final int RESPONSE_TIME = FIRST_OWN << 1;
  private static final int CACHED = FIRST_OWN << 2;
  private static final int RESPONSE = FIRST_OWN << 3;
  private static final int MODEL = FIRST_OWN << 4;

  private static final int LONGEST_QUERY = 16 << 10;
  private static final int LONGEST_MODEL = 256;

  private final String defaultModel;
  private String model = "";
  private String query = "";
  private double responseMillis;
  private boolean cached;
  private String response = "";
  private boolean keepAnswers;

  PromptDraft(String defaultModel) {
    this.defaultModel = defaultModel;
  }

  /** Whether the sender may write answers; what another tells as an answer is not kept. */
  void keepAnswers(boolean keep) {
    keepAnswers = keep;
  }

  @Override
  void clear() {
    super.clear();
    model = defaultModel;
    query = "";
    responseMillis = 0;
    cached = false;
    response = "";
  }

  @Override
  int own(String name) {
    return switch (name) {
      case "query" -> QUERY;
      case "responseTime" -> RESPONSE_TIME;
      case "cached" -> CACHED;
      case "response" -> RESPONSE;
      case "model" -> MODEL;
      default -> NONE;
    };
  }

  @Override
  void take(int bit, StrictReader in) throws MalformedJson {
    switch (bit) {
      case QUERY -> query = in.text("query", 1, LONGEST_QUERY, false);
      case RESPONSE_TIME -> responseMillis = in.number("responseTime", LONGEST_WAIT_MILLIS);
      case CACHED -> cached = in.flag("cached");
      case RESPONSE -> response = in.text("response", 0, Recording.MOST_BYTES, false);
      case MODEL -> model = in.text("model", 1, LONGEST_MODEL, true);
      default -> throw new IllegalArgumentException("no such member: " + bit);
    }
  }

  @Override
  void require(StrictReader in) {
    if (!has(QUERY)) {
      in.complain("query must be a string of 1 to 16384 bytes");
    }
    if (!has(RESPONSE_TIME)) {
      in.complain("responseTime must be a number >= 0");
    }
  }

  @Override
  AccessEvent build(String id, long atMillis, String userId, String sessionId) {
    return new PromptAccess(
        id,
        model,
        query,
        atMillis,
        responseMillis,
        cached,
        keepAnswers ? response : "",
        userId,
        sessionId);
  }
}
