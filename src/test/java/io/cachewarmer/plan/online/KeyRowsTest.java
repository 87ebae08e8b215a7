package io.cachewarmer.plan.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.forecast.StateTape;
import java.util.HashMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeyRowsTest {

  @Property(tries = 50)
  void aFloodOfKeysAskedForOncePassesByTheHotOnes(
      @ForAll @IntRange(min = 40, max = 1_500) int rows) {
    var keys = new KeyRows(rows);
    var counts = new double[rows];
    int hot = rows / 2;
    for (int row = 0; row < rows; row++) {
      counts[keys.add("k" + row)] = row < hot ? 50 : 1;
    }
    for (int i = 0; i < 10 * rows; i++) {
      int row = keys.leastOf(any -> counts[any], any -> false);
      keys.replace(row, "flood" + i);
      counts[row] = 1;
    }
    assertThat(
            IntStream.range(0, hot).filter(row -> keys.find("k" + row) == row).count())
        .isEqualTo(hot);
    assertThat(keys.size()).isEqualTo(rows);
  }

  @Property(tries = 50)
  void everyKeyHasTheRowThatItWasGiven(@ForAll @IntRange(min = 1, max = 60) int rows) {
    var keys = new KeyRows(rows);
    var naive = new HashMap<String, Integer>();
    for (int i = 0; i < 300; i++) {
      var key = "k" + i * 31 % 97;
      if (keys.find(key) == KeyRows.NONE) {
        int row = keys.isFull() ? keys.leastOf(any -> any % 7, any -> false) : keys.add(key);
        if (naive.containsValue(row)) {
          naive.remove(keys.key(row));
          keys.replace(row, key);
        }
        naive.put(key, row);
      }
      assertThat(keys.size()).isEqualTo(naive.size()).isLessThanOrEqualTo(rows);
      naive.forEach((name, row) -> assertThat(keys.find(name)).isEqualTo(row));
    }
  }

  @Example
  void whatIsSparedKeepsItsRow() {
    var keys = new KeyRows(4);
    for (int row = 0; row < 4; row++) {
      keys.add("k" + row);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(keys.leastOf(any -> any, any -> any != 2)).isEqualTo(2);
    }
    assertThat(keys.leastOf(any -> any, any -> true)).isEqualTo(KeyRows.NONE);
  }

  @Example
  void restoredKeysAreReplacedInTheSameOrder() {
    var keys = new KeyRows(50);
    for (int row = 0; row < 50; row++) {
      keys.add("k" + row);
    }
    keys.leastOf(any -> any, any -> false);
    var restored = new KeyRows(50);
    StateTape.of(keys::state).restore(restored::state);
    for (int i = 0; i < 20; i++) {
      assertThat(restored.leastOf(any -> 1, any -> false))
          .isEqualTo(keys.leastOf(any -> 1, any -> false));
    }
    assertThat(StateTape.of(restored::state).sameAs(StateTape.of(keys::state))).isTrue();
  }
}
