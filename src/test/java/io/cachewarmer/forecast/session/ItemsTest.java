package io.cachewarmer.forecast.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemsTest {

  private final Items items = new Items(10);

  @Test
  void aRowThatWentToAnotherItemMakesOldReferencesVoid() {
    int old = items.ref(7);
    assertThat(items.isAlive(old)).isTrue();
    items.renew(7);
    assertThat(items.isAlive(old)).isFalse();
    assertThat(items.isAlive(items.ref(7))).isTrue();
    assertThat(Items.row(items.ref(7))).isEqualTo(7);
  }

  @Test
  void aReferenceStaysPositiveHoweverOftenItsRowIsRenewed() {
    for (int i = 0; i < 100_000; i++) {
      items.renew(3);
      assertThat(items.ref(3)).isNotNegative();
      assertThat(items.isAlive(items.ref(3))).isTrue();
    }
    assertThat(items.isAlive(Items.NONE)).isFalse();
  }

  @Test
  void noMoreItemsThanAReferenceCanName() {
    assertThatThrownBy(() -> new Items(1 << 20)).hasMessageContaining("at most 1048575 items");
  }
}
