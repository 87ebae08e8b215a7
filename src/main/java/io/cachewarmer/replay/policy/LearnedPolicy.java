package io.cachewarmer.replay.policy;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** A policy made of the methods of a planner that knows nothing of replays. */
final class LearnedPolicy implements Policy {

  /** How a planner hears of an access. */
  @FunctionalInterface
  interface Hearing {
    void accessed(
        String key, String category, String session, String user, long atMillis, boolean hit);
  }

  private final LongConsumer advancing;
  private final Hearing hearing;
  private final Supplier<List<Reliability>> reliability;

  LearnedPolicy(LongConsumer advancing, Hearing hearing, Supplier<List<Reliability>> reliability) {
    this.advancing = advancing;
    this.hearing = hearing;
    this.reliability = reliability;
  }

  @Override
  public void advance(long toMillis) {
    advancing.accept(toMillis);
  }

  @Override
  public void accessed(Access access, boolean hit) {
    hearing.accessed(
        access.item(), access.category(), access.session(), access.user(), access.atMillis(), hit);
  }

  @Override
  public List<Reliability> reliability() {
    return reliability.get();
  }
}
