/**
 * What a model answered, whole: put together from the chunks of a live answer, kept as one record, and
 * given again in every form that its route has.
 *
 * <p>In: parsed chunks of one answer. Out: an {@link io.cachewarmer.prompt.answer.AnswerRecord}, or the
 * reason why the answer is not fit to be kept. Never keeps a part of an answer, never holds more than its
 * bound.
 */
package io.cachewarmer.prompt.answer;
