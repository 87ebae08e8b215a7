package io.cachewarmer.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.AccessExchange.Entry;
import io.cachewarmer.archive.AccessExchange.Fresh;
import io.cachewarmer.bus.SharedMessage.Spent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries from one node's outbox to another's inbox. */
class OutboxTest {

  private static final ItemAccess MILK =
      new ItemAccess("", "milk", 1, 0, false, "", List.of(), 0, "", "");

  private final Outbox outbox = new Outbox(7);
  private final Inbox inbox = new Inbox();

  private List<Entry> all() {
    var all = new ArrayList<Entry>();
    for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
      all.add(next.get());
      outbox.told(next.get());
    }
    return all;
  }

  private static List<ItemAccess> events(int count) {
    return Collections.nCopies(count, MILK);
  }

  @Test
  void whatGathersIsToldInNumberedEntriesNoneTooLarge() {
    outbox.counted(5_000);
    outbox.add(events(4_500));
    outbox.cut(new Spent(3, 4));
    var told = all();
    assertThat(told).extracting(Entry::number).containsExactly(1L, 2L, 3L);
    assertThat(told).extracting(Entry::eventsBefore).containsExactly(0L, 2_000L, 4_000L);
    assertThat(told).allSatisfy(entry -> assertThat(entry.events().size())
        .isLessThanOrEqualTo(AccessExchange.MOST_EVENTS));
    assertThat(told.stream().mapToInt(Entry::accesses).sum()).isEqualTo(5_000);
    assertThat(told.stream().mapToInt(Entry::cycleWarms).sum()).isEqualTo(3);
    assertThat(told.stream().mapToInt(Entry::eventWarms).sum()).isEqualTo(4);
  }

  @Test
  void whatWasWarmedIsToldOnceAndNeverTooMuchAtATime() {
    outbox.warmed(Collections.nCopies(AccessExchange.MOST_EVENTS + 1, new Fresh("milk", 1, 2)));
    assertThat(outbox.hasGathered(new Spent(0, 0))).isTrue();
    outbox.cut(new Spent(0, 0));
    assertThat(all())
        .extracting(entry -> entry.fresh().size())
        .containsExactly(AccessExchange.MOST_EVENTS, 1);
    assertThat(outbox.hasGathered(new Spent(0, 0))).isFalse();
  }

  @Test
  void onlyWhatWasSpentSinceIsTold() {
    outbox.cut(new Spent(3, 4));
    assertThat(outbox.hasGathered(new Spent(3, 4))).isFalse();
    assertThat(outbox.hasGathered(new Spent(3, 5))).isTrue();
    outbox.cut(new Spent(5, 5));
    assertThat(all()).extracting(Entry::cycleWarms).containsExactly(3, 2);
  }

  @Test
  void ofTooManyTheEldestAreDroppedAndTheOtherSideSeesHowMuchIsMissing() {
    outbox.add(events(10));
    outbox.cut(new Spent(0, 0));
    assertThat(inbox.take("n1", all().get(0))).isTrue();
    for (int i = 0; i < Outbox.MOST_WAITING + 5; i++) {
      outbox.add(events(10));
      outbox.cut(new Spent(0, 0));
    }
    assertThat(outbox.dropped()).isEqualTo(50);
    all().forEach(entry -> assertThat(inbox.take("n1", entry)).isTrue());
    assertThat(inbox.missed()).isEqualTo(50);
  }

  @Test
  void whatIsToldTwiceIsTakenOnceAndANewLifeNumbersAnew() {
    outbox.add(events(3));
    outbox.cut(new Spent(0, 0));
    var entry = all().get(0);
    assertThat(inbox.take("n1", entry)).isTrue();
    assertThat(inbox.take("n1", entry)).isFalse();
    assertThat(inbox.take("n2", entry)).isTrue();
    var reborn = new Outbox(8);
    reborn.add(events(3));
    reborn.cut(new Spent(0, 0));
    assertThat(inbox.take("n1", reborn.next().orElseThrow())).isTrue();
    assertThat(inbox.take("n1", Entry.UNREADABLE)).isFalse();
    assertThat(inbox.missed()).isZero();
  }
}
