package io.cachewarmer.prompt.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.prompt.Json;
import io.cachewarmer.prompt.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Counts, over all pairs of labelled commands, those that share an answer: pairs of one label (intent and
 * slots) are paraphrases, all others must never share one. Measures the file beside the traces where there
 * is one, and sentences of our own always.
 */
class CommandsMeasureTest {

  private static final List<Row> OWN = List.of(
      new Row("add milk to my list", "add milk"),
      new Row("please put milk on the list", "add milk"),
      new Row("remove milk from my list", "remove milk"),
      new Row("take the milk off my list please", "remove milk"),
      new Row("add almond milk to my list", "add almond milk"),
      new Row("what is on my list", "show"),
      new Row("read me my list", "show"),
      new Row("read me my lists", "show all"),
      new Row("what should i eat", "other"),
      new Row("feed me", "other"));

  private record Row(String text, String label) {

    /** The label tells what the command is about, and not only what it is for. */
    boolean named() {
      return !label.endsWith(" []");
    }
  }

  private record Counts(long paraphrases, long found, long others, long falseHits) {

    double recall() {
      return (double) found / paraphrases;
    }
  }

  @Test
  void oursAreFoundAndNeverMixedUp() {
    var counts = count(OWN);
    assertThat(counts.falseHits()).isZero();
    assertThat(counts.recall()).isGreaterThanOrEqualTo(0.7);
  }

  /** Most pairs of one label in that file ask different things: items are no slots there. */
  @Test
  void theLabelledCommandsAreNeverMixedUp() throws IOException {
    var counts = count(labelled());
    System.out.println("commands: " + counts + ", recall " + counts.recall());
    assertThat(counts.falseHits()).isZero();
    assertThat(counts.recall()).isGreaterThanOrEqualTo(0.08);
  }

  /** Where the label has slots, two of one label mostly mean the same. */
  @Test
  void aQuarterOfTheLabelledCommandsWithSlotsShareTheirAnswers() throws IOException {
    var counts = count(labelled().stream().filter(Row::named).toList());
    System.out.println("commands with slots: " + counts + ", recall " + counts.recall());
    assertThat(counts.falseHits()).isZero();
    assertThat(counts.recall()).isGreaterThanOrEqualTo(0.25);
  }

  /** As a cache meets them: a command whose like was asked before is a hit, or is asked anew. */
  @Test
  void aQuarterOfTheParaphrasesIsAnsweredWhenTheCommandsAreAskedInTurn() throws IOException {
    var grammar = new GroceryGrammar();
    var labels = new HashSet<String>();
    var kept = new HashSet<String>();
    int paraphrases = 0;
    int hits = 0;
    for (var row : labelled()) {
      boolean hit = !kept.add(grammar.apply(row.text()));
      if (!labels.add(row.label())) {
        paraphrases++;
        hits += hit ? 1 : 0;
      } else {
        assertThat(hit).as(row.text()).isFalse();
      }
    }
    System.out.println("commands in turn: " + hits + " hits of " + paraphrases + " paraphrases");
    assertThat((double) hits / paraphrases).isGreaterThanOrEqualTo(0.25);
  }

  private static List<Row> labelled() throws IOException {
    var file = Path.of(System.getProperty("traces", "../shared/data"), "commands_devel.jsonl");
    return Files.exists(file) ? read(file) : OWN;
  }

  private static List<Row> read(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(JsonText::parse)
        .map(row -> new Row(
            Json.text(row, "text").orElseThrow(), row.get("intent") + " " + row.get("slots")))
        .toList();
  }

  private static Counts count(List<Row> rows) {
    var grammar = new GroceryGrammar();
    var commands = new ArrayList<Optional<Command>>();
    rows.forEach(row -> commands.add(grammar.parse(row.text())));
    long[] pairs = new long[2];
    long[] hits = new long[2];
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!rows.get(i).text().equals(rows.get(j).text())) {
          int kind = rows.get(i).label().equals(rows.get(j).label()) ? 0 : 1;
          pairs[kind]++;
          hits[kind] +=
              commands.get(i).isPresent() && commands.get(i).equals(commands.get(j)) ? 1 : 0;
        }
      }
    }
    return new Counts(pairs[0], hits[0], pairs[1], hits[1]);
  }
}
