package io.cachewarmer.popularity;

import static io.cachewarmer.popularity.Events.NOON;
import static io.cachewarmer.popularity.Events.learn;
import static io.cachewarmer.popularity.Events.prompt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QueryBookTest {

  private static final Forgetting FORGETS = Forgetting.perDay(.95);

  @Test
  void isBoundedInNumberAndInBytesAndKeepsWhatComesAgain() {
    var book = new QueryBook(FORGETS.slow(), new SplittableRandom(1));
    for (int i = 0; i < 6_000; i++) {
      ask(book, "once " + i + "?".repeat(10_000));
      ask(book, "hot " + i % 20);
      assertThat(book.bytes()).isLessThanOrEqualTo(QueryBook.MOST_BYTES);
      assertThat(book.table().size()).isLessThanOrEqualTo(QueryBook.MOST_QUERIES);
    }
    for (int hot = 0; hot < 20; hot++) {
      assertThat(book.table().find("hot " + hot)).isPresent();
    }
  }

  @Test
  void givesBackTheBytesOfWhatLeaves() {
    var book = new QueryBook(FORGETS.slow(), new SplittableRandom(1));
    ask(book, "a question");
    assertThat(book.bytes()).isPositive();
    book.table().clear();
    assertThat(book.bytes()).isZero();
  }

  @Test
  void anAnswerThatWouldFillTheBookIsNotKept() {
    var learner = Events.learner(10);
    learn(
        learner,
        prompt("q", NOON, 5, false, "short"),
        prompt("q", NOON, 5, false, "x".repeat(2 << 20)));
    assertThat(learner.snapshot(NOON).prompts().get(0).answer()).isEqualTo("short");
  }

  private static void ask(QueryBook book, String query) {
    book.admit(query, prompt(query, NOON, 5, false, "answer"))
        .ifPresent(pattern -> pattern.count(NOON, 0, 1, false, 5, FORGETS));
  }
}
