package io.cachewarmer.prompt;

/**
 * Which texts of a user are taken for the same question. Gives one text for all that are; applied twice
 * it gives what it gave once.
 */
@FunctionalInterface
public interface Normalisation {

  /** The default: two texts that differ in one character are two questions. */
  Normalisation OFF = text -> text;

  String apply(String text);
}
