package io.cachewarmer.prompt.answer;

/** Why an answer is not kept; a label of metrics too. */
public enum Reason {
  /** Upstream said another status than 200. */
  STATUS,
  /** A chunk tells of an error. */
  ERROR,
  /** The end is missing. */
  TRUNCATED,
  /** The model was stopped before it had finished. */
  LENGTH,
  /** Nothing was said. */
  EMPTY,
  /** A chunk is no JSON, or none of this protocol. */
  NOT_JSON,
  /** More than is held for one answer. */
  TOO_LARGE,
  /** The model was loaded or unloaded, not asked. */
  LOAD,
  /** The client left, and the call with it. */
  CLIENT_GONE
}
