package io.cachewarmer.prompt.phrase;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to say a command: a sentence with gaps. {@code ITEMS}, {@code DISH} and {@code LIST} are the gaps;
 * a list is "my", "the" or "our" list, or just the list, and may be of a kind. {@code WHEN} may be a day, which
 * makes another list of it.
 */
record Form(Intent intent, Pattern sentence) {

  static Form of(Intent intent, String sentence) {
    return new Form(
        intent,
        Pattern.compile(sentence
            .replace("ITEMS", "(?<items>.+?)")
            .replace("PAIR", "(?<items>.+?)")
            .replace("NAME", "(?<kind>[^,]+)")
            .replace("WHEN", "(?: (?:for )?(?<day>today|tomorrow|tonight|this week|this weekend))?")
            .replace("DISH", "(?<dish>.+?)")
            .replace("LIST", "(?:(?:my|the|our) )?(?:(?<kind>[^,]+?) )?list")));
  }

  /** The command, when the whole text is this sentence and each gap is understood. */
  Optional<Command> parse(String text) {
    var match = sentence.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    var list = !sentence.pattern().contains("(?<kind>")
        ? Optional.of("")
        : Names.list(gap(match, "kind").orElse("")).map(named -> named + day(match));
    return items(match)
        .flatMap(named -> list.map(where -> new Command(intent, named, where)))
        .filter(command -> !compares() || command.items().size() > 1);
  }

  private String day(Matcher match) {
    return gap(match, "day").map(day -> " for " + day).orElse("");
  }

  private Optional<List<Item>> items(Matcher match) {
    var items = gap(match, "items");
    if (items.isPresent()) {
      return Names.items(items.get());
    }
    var dish = gap(match, "dish");
    return dish.isPresent() ? Names.dish(dish.get()) : Optional.of(List.of());
  }

  private boolean compares() {
    return intent == Intent.COMPARE || intent == Intent.COMPARE_PRICES;
  }

  private Optional<String> gap(Matcher match, String name) {
    return sentence.pattern().contains("(?<" + name + ">")
        ? Optional.ofNullable(match.group(name))
        : Optional.empty();
  }
}
