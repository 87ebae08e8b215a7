package io.cachewarmer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.bus.ClusterMessage.Invalidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendersTest {

  private final Senders senders = new Senders();

  @Test
  void nothingIsMissedWhileNumbersFollowOneAnother() {
    assertThat(senders.hasMissed(deletion("a", 1))).isFalse();
    assertThat(senders.hasMissed(deletion("a", 2))).isFalse();
    assertThat(senders.hasMissed(repetition("a", 2))).isFalse();
    assertThat(senders.hasMissed(deletion("b", 1))).isFalse();
    assertThat(senders.hasMissed(deletion("a", 3))).isFalse();
  }

  @Test
  void aGapIsNoticedWithTheNextDeletion() {
    senders.hasMissed(deletion("a", 1));
    assertThat(senders.hasMissed(deletion("a", 3))).isTrue();
    assertThat(senders.hasMissed(deletion("a", 4))).isFalse();
  }

  @Test
  void aGapIsNoticedWithTheNextRepetition() {
    senders.hasMissed(deletion("a", 1));
    assertThat(senders.hasMissed(repetition("a", 2))).isTrue();
    assertThat(senders.hasMissed(repetition("a", 2))).isFalse();
  }

  @Test
  void aSenderThatHadDeletedBeforeItWasHeardMayHaveBeenMissed() {
    assertThat(senders.hasMissed(repetition("a", 5))).isTrue();
    assertThat(senders.hasMissed(deletion("b", 2))).isTrue();
    assertThat(senders.hasMissed(repetition("c", 0))).isFalse();
  }

  private static Invalidate deletion(String sender, long sequence) {
    return new Invalidate(sender, sequence, false, List.of("key"));
  }

  private static Invalidate repetition(String sender, long sequence) {
    return new Invalidate(sender, sequence, false, List.of());
  }
}
