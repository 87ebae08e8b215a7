package io.cachewarmer.prompt.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroceryGrammarTest {

  /** Each row is one command in several words; no two rows mean the same. */
  private static final List<List<String>> MEANINGS = List.of(
      List.of(
          "Add oat milk to my list",
          "please put oat milk on the list",
          "add the oat milk to list."),
      List.of(
          "add oat milk to my shopping list", "can you put oat milk onto my shopping list please?"),
      List.of("Add salt", "please add some salt"),
      List.of("add pepper"),
      List.of("remove salt", "Please delete the salt!"),
      List.of("remove pepper"),
      List.of("remove salt and pepper", "delete pepper and salt"),
      List.of("take salt off my list", "cross salt off the list", "remove salt from my list"),
      List.of("add two lemons to the list", "put 2 lemons on my list"),
      List.of("add lemons to the list", "insert lemons into my list"),
      List.of("add three lemons to the list"),
      List.of("add 2 kg of rice", "add two kilos of rice", "add 2 kilograms rice"),
      List.of("add 2 lb of rice", "please add two pounds of rice"),
      List.of("add 2% milk"),
      List.of("add a dozen eggs", "add one dozen eggs"),
      List.of("add flour, sugar and yeast", "please add sugar, yeast, and flour"),
      List.of("add flour and sugar"),
      List.of(
          "what's on my list?",
          "show me my list",
          "read the list to me",
          "what do i have on my list"),
      List.of(
          "show me my shopping list",
          "what is on the shopping list",
          "show me the shopping list items"),
      List.of(
          "show me my list for today", "what's on my list today", "read out the list for today"),
      List.of("what is on my list for tomorrow"),
      List.of("read out my shopping list for today", "what is on my shopping list today"),
      List.of(
          "show my lists",
          "could you read me all my lists",
          "show me which lists i have",
          "tell me what lists i have made"),
      List.of("how many items are on my list", "how many things do i have on the list"),
      List.of("is butter on my list", "do i have butter on the list?"),
      List.of("clear my list", "please empty the list", "remove all items from my list"),
      List.of("delete my list", "erase the list"),
      List.of("create a camping list", "make a new camping list", "start a list called camping"),
      List.of("how much are bananas", "what is the price of bananas?", "what do bananas cost"),
      List.of("how much is a banana", "price of banana"),
      List.of("find deals on coffee", "any deals for coffee?", "show me offers on coffee"),
      List.of("is coffee on sale", "is the coffee on offer?"),
      List.of("compare butter and margarine", "compare margarine and butter"),
      List.of(
          "compare the prices of butter and margarine", "compare prices of margarine and butter"),
      List.of(
          "recipe for lentil soup", "how do i make lentil soup", "find me a lentil soup recipe"),
      List.of("recipes for lentil soup", "give me some recipes for lentil soup"),
      List.of("how do i cook lentils", "tell me how to cook lentils"),
      List.of("how do i bake lentils"));

  private final GroceryGrammar grammar = new GroceryGrammar();

  @Test
  void sameMeaningsShareAnAnswerAndOthersNever() {
    var phrases = new ArrayList<String>();
    for (var meaning : MEANINGS) {
      var said = meaning.stream().map(grammar::parse).distinct().toList();
      assertThat(said).as(meaning.toString()).hasSize(1).doesNotContain(Optional.empty());
      phrases.add(grammar.apply(meaning.get(0)));
    }
    assertThat(phrases).doesNotHaveDuplicates();
  }

  @Test
  void theSentenceOfACommandIsUnderstoodAsThatCommand() {
    MEANINGS.stream().flatMap(List::stream).forEach(text -> {
      var command = grammar.parse(text);
      assertThat(grammar.parse(command.orElseThrow().phrase())).as(text).isEqualTo(command);
      assertThat(grammar.apply(grammar.apply(text))).isEqualTo(grammar.apply(text));
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "don't add milk",
        "do not remove milk from my list",
        "add it to my list",
        "add this to the list",
        "take that item off my list",
        "remove item four",
        "delete the first list",
        "add milk tomorrow",
        "show me my list for monday",
        "add milk to my list for today",
        "add milk and remove eggs",
        "add milk to my list and eggs to the other list",
        "add more milk",
        "add milk or cream",
        "add anything but milk",
        "add a couple of lemons",
        "add milk and milk",
        "what else is on my list",
        "find the cheapest deals on coffee",
        "how much is milk at the corner shop",
        "find me a good recipe for soup",
        "compare milk",
        "add 1/2 lemon",
        "add \"milk\"",
        "add milk\nto my list",
        "milk",
        ""
      })
  void whatIsNotWhollyUnderstoodIsNoCommand(String text) {
    assertThat(grammar.parse(text)).isEmpty();
  }

  @Test
  void whatIsNoCommandIsOnlyPutPlain() {
    assertThat(grammar.apply("  Tell me a JOKE!  ")).isEqualTo("tell me a joke");
    assertThat(grammar.apply("Say \"Hi\"!")).isEqualTo("Say \"Hi\"!");
  }
}
