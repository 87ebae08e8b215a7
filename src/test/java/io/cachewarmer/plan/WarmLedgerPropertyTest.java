package io.cachewarmer.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cachewarmer.forecast.Arm;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class WarmLedgerPropertyTest {

  @Property
  void bytesAreAlwaysThoseOfTheEntriesThatAreHeld(
      @ForAll("entries") List<Held> entries, @ForAll @LongRange(max = 1_000) long now) {
    var ledger = new WarmLedger(1_000);
    var model = new HashMap<String, Held>();
    for (var held : entries) {
      ledger.put(held);
      model.put(held.key(), held);
      if (held.bytes() % 5 == 0) {
        ledger.remove(held.key());
        model.remove(held.key());
      }
    }
    var ended = ledger.expire(now);
    assertEquals(
        model.values().stream().filter(h -> h.expiresAtMillis() <= now).count(), ended.size());
    ended.forEach(held -> model.remove(held.key()));
    assertEquals(model, ledger.holdings().byKey());
    assertEquals(model.values().stream().mapToLong(Held::bytes).sum(), ledger.bytes());
    assertEquals(model.size(), ledger.size());
  }

  @Property
  void aLedgerNeverHoldsMoreThanItsBound(@ForAll("entries") List<Held> entries) {
    var ledger = new WarmLedger(3);
    entries.forEach(ledger::put);
    assertTrue(ledger.size() <= 3);
    ledger.expire(Long.MAX_VALUE);
    assertEquals(0, ledger.bytes());
  }

  @Example
  void theSameItemWarmedTwiceCountsOnce() {
    var ledger = new WarmLedger(10);
    ledger.put(new Held("grocery:milk", 126, 0, 1_000, Arm.PATTERN, 1));
    ledger.put(new Held("grocery:milk", 130, 500, 1_500, Arm.TIME, 1));
    assertEquals(130, ledger.bytes());
    assertEquals(List.of(), ledger.expire(1_000));
    assertEquals(1, ledger.expire(1_500).size());
    assertEquals(0, ledger.bytes());
  }

  @Example
  void aCopyDoesNotFollowTheLedger() {
    var ledger = new WarmLedger(10);
    ledger.put(new Held("k", 5, 0, 1, Arm.PATTERN, 1));
    var copy = ledger.holdings();
    ledger.clear();
    assertEquals(5, copy.bytes());
    assertTrue(copy.find("k").isPresent());
    assertEquals(0, ledger.bytes());
  }

  @Provide
  Arbitrary<List<Held>> entries() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 12).map(i -> "k" + i),
            Arbitraries.longs().between(0, 10_000),
            Arbitraries.longs().between(0, 1_000))
        .as((key, bytes, ends) -> new Held(key, bytes, 0, ends, Arm.PATTERN, 1))
        .list()
        .ofMaxSize(60);
  }
}
