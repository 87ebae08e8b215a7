package io.cachewarmer.prompt.answer;

/** What became of one answer. */
public sealed interface Outcome {

  /** All of it was heard, and it may be kept. */
  record Complete(AnswerRecord answer) implements Outcome {}

  /** It must not be kept. */
  record Skip(Reason reason) implements Outcome {}
}
