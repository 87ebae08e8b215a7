package io.cachewarmer.proxy;

import io.cachewarmer.prompt.Normalisation;
import io.cachewarmer.prompt.Route;
import io.cachewarmer.prompt.phrase.Command;
import io.cachewarmer.prompt.phrase.GroceryGrammar;
import io.cachewarmer.prompt.phrase.Normaliser;
import java.util.Set;

/** Which wordings the operator lets share one answer, by route. */
final class Wordings {

  private final Set<Route> plain;
  private final boolean commands;
  private final GroceryGrammar grammar = new GroceryGrammar();
  private final Normaliser normaliser = new Normaliser();

  /**
   * @param plain routes on which white space, case and the last mark do not matter
   * @param commands whether grocery commands that mean the same are one question, on every route
   */
  Wordings(Set<Route> plain, boolean commands) {
    this.plain = Set.copyOf(plain);
    this.commands = commands;
  }

  Normalisation on(Route route) {
    if (!commands) {
      return plain.contains(route) ? normaliser : Normalisation.OFF;
    }
    return plain.contains(route)
        ? grammar
        : text -> grammar.parse(text).map(Command::phrase).orElse(text);
  }
}
