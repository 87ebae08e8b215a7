package io.cachewarmer.prompt.phrase;

import static io.cachewarmer.prompt.phrase.Intent.*;

import io.cachewarmer.prompt.Normalisation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands grocery commands in English, so that those who mean the same share one answer. All or
 * nothing: what is dropped is only courtesy, articles and the choice among verbs that mean the same;
 * names are kept word for word. A text with anything else in it is no command.
 */
public final class GroceryGrammar implements Normalisation {

  private static final int LONGEST = 160;

  /** With runs of white space; what is longer is not even read. */
  private static final int LONGEST_SPACED = 1_024;

  private static final Pattern COURTESY_BEFORE = Pattern.compile(
      "^(?:(?:please|kindly|hey|hi|hello|ok|okay|olly) |(?:can|could|would|will) you (?:please )?"
          + "|(?:i want|i would like|i'd like) you to )+");
  private static final Pattern COURTESY_AFTER =
      Pattern.compile("(?:,? (?:please|thanks|thank you|for me|olly))+$");
  private static final String SHOW =
      "(?:(?:read out|pull up|bring up)|(?:show|read|give|tell|get)(?: me)?|open|check|display|see|view|list"
          + "|(?:can|could|may) i (?:please )?(?:see|check|view|get|have)|let me see)";
  private static final String FIND =
      "(?:(?:find|get|give|show|send)(?: me)?|look up|look for|search for|pull up|bring up"
          + "|(?:can|could|may) i (?:please )?(?:see|get|have))";
  private static final String SALES = "(?:deals|offers|discounts|specials)";

  private static final List<Form> FORMS = List.of(
      Form.of(ADD, "(?:add|put|include|insert) ITEMS (?:to|on|onto|in|into) LIST"),
      Form.of(ADD, "add ITEMS"),
      Form.of(CLEAR_LIST, "(?:clear|empty|wipe|reset) LIST"),
      Form.of(
          CLEAR_LIST,
          "(?:clear|remove|delete) (?:everything|all(?: the)? items) (?:from|on|off|in) LIST"),
      Form.of(DELETE_LIST, "(?:delete|remove|erase|get rid of) LIST"),
      Form.of(
          DELETE_LIST,
          "(?:delete|remove|erase|get rid of)(?: my| the)? list (?:called|named|titled) NAME"),
      Form.of(REMOVE, "(?:remove|delete|take|drop|erase|cancel) ITEMS (?:from|off|off of) LIST"),
      Form.of(
          REMOVE, "(?:cross|take|scratch|strike) (?:off|out) ITEMS (?:from|off|off of|on) LIST"),
      Form.of(REMOVE, "(?:cross|scratch|strike) ITEMS (?:from|off|off of|out of) LIST"),
      Form.of(REMOVE, "(?:remove|delete) ITEMS"),
      Form.of(
          CREATE_LIST,
          "(?:create|make|start)(?: me)?(?: (?:a new|a|new))?(?: (?<kind>[^,]+?))? list"),
      Form.of(
          CREATE_LIST,
          "(?:create|make|start)(?: me)?(?: (?:a new|a|new))? list (?:called|named|titled) NAME"),
      Form.of(SHOW_LIST, SHOW + " LIST(?: (?:to me|out|out loud))?WHEN"),
      Form.of(
          SHOW_LIST,
          SHOW
              + "(?: (?:the|all|all the|all of the))? (?:items|contents|things) (?:on|in|of|from) LISTWHEN"),
      Form.of(SHOW_LIST, SHOW + " LIST (?:items|contents)WHEN"),
      Form.of(
          SHOW_LIST,
          "(?:(?:tell|show|read) me )?(?:what is|what do i have|what have i got|what i have|what i've got) (?:on|in) LISTWHEN"),
      Form.of(SHOW_LIST, "what does LIST contain"),
      Form.of(SHOW_LIST, "(?:tell|show) me what LIST contains"),
      Form.of(
          SHOW_LIST,
          "(?:(?:tell|show) me )?what (?:are the items|items are|items do i have) (?:on|in) LIST"),
      Form.of(SHOW_LIST, "(?:tell|show) me what the items (?:on|in) LIST are"),
      Form.of(
          SHOW_LISTS,
          SHOW + "(?: (?:my|the|our|all my|all of my|all the))?(?: available)? lists(?: to me)?"),
      Form.of(SHOW_LISTS, "(?:tell|show) me (?:what|which) lists i have(?: made)?"),
      Form.of(
          COUNT_LIST,
          "(?:tell me )?how many (?:items|things) (?:are|are there|do i have) (?:on|in) LIST"),
      Form.of(ON_LIST, "(?:is|are)(?: there)? ITEMS (?:on|in) LIST"),
      Form.of(ON_LIST, "(?:do i have|have i got) ITEMS (?:on|in) LIST"),
      Form.of(ON_SALE, "(?:is|are) ITEMS on (?:sale|offer)"),
      Form.of(
          DEALS,
          "(?:" + FIND + "(?: (?:the|any|some))?|are there(?: any)?|any|what are the|what) " + SALES
              + "(?: (?:are there|do you have))? (?:on|for) ITEMS"),
      Form.of(DEALS, SALES + " (?:on|for) ITEMS"),
      Form.of(COMPARE_PRICES, "compare(?: the)? (?:price|prices|cost|costs) of PAIR"),
      Form.of(COMPARE, "compare PAIR"),
      Form.of(
          PRICE,
          "(?:(?:what is|what's|(?:tell|give|show) me|find|get|check) )?(?:the )?(?:price|cost) (?:of|for) ITEMS"),
      Form.of(PRICE, "how much (?:is|are) ITEMS"),
      Form.of(PRICE, "(?:how much|what) (?:does|do|would) ITEMS cost"),
      Form.of(RECIPE, "(?:" + FIND + " )?(?:a |the )?recipe (?:for|of) (?:making )?DISH"),
      Form.of(RECIPE, "(?:" + FIND + " )?(?:a |an |the )?DISH recipe"),
      Form.of(
          RECIPE,
          "(?:(?:tell|show|teach) me )?how (?:(?:do|can|would|should) (?:i|you|we) |to )(?:make|prepare) DISH"),
      Form.of(
          COOK,
          "(?:(?:tell|show|teach) me )?how (?:(?:do|can|would|should) (?:i|you|we) |to )cook DISH"),
      Form.of(
          BAKE,
          "(?:(?:tell|show|teach) me )?how (?:(?:do|can|would|should) (?:i|you|we) |to )bake DISH"),
      Form.of(RECIPES, "(?:" + FIND + " )?(?:some )?recipes(?: for DISH)?"));

  private final Normaliser normaliser = new Normaliser();

  /** The command's own sentence, or the text in its plain form when it is no command. */
  @Override
  public String apply(String text) {
    return parse(text).map(Command::phrase).orElseGet(() -> normaliser.apply(text));
  }

  /** The command that the whole text is; empty as soon as one word is not understood. */
  public Optional<Command> parse(String text) {
    if (text.length() > LONGEST_SPACED) {
      return Optional.empty();
    }
    String plain = normaliser.apply(text).replace('’', '\'').replace("what's", "what is");
    if (plain.length() > LONGEST) {
      return Optional.empty();
    }
    String before = COURTESY_BEFORE.matcher(plain).replaceFirst("");
    String bare = COURTESY_AFTER.matcher(before).replaceFirst("");
    return FORMS.stream().flatMap(form -> form.parse(bare).stream()).findFirst();
  }
}
