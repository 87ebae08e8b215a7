package io.cachewarmer.bus;

import io.cachewarmer.bus.ClusterMessage.*;
import java.time.Duration;

/** The addresses that span the cluster, all of them. */
public final class ClusterTopics {

  // The first message to a node waits for the connection to it.
  private static final Duration SOON = Duration.ofSeconds(3);
  // Another node asks meanwhile.
  private static final Duration AFTER_ANOTHER = SOON.plusSeconds(1);
  // A load with its retries; the asker does it itself afterwards.
  private static final Duration LOAD = Duration.ofSeconds(20);

  public static final ClusterTopic<Ping, Heeded> PING =
      new ClusterTopic<>("cluster.node", Ping.class, Heeded.class, SOON);
  public static final ClusterTopic<Reach, Reached> REACH =
      new ClusterTopic<>("cluster.reach", Reach.class, Reached.class, AFTER_ANOTHER);
  public static final ClusterTopic<Forget, Heeded> FORGET =
      new ClusterTopic<>("cluster.forget", Forget.class, Heeded.class, SOON);
  public static final ClusterTopic<WarmItem, ItemWarmed> WARM_ITEM =
      new ClusterTopic<>("cluster.warm", WarmItem.class, ItemWarmed.class, LOAD);
  public static final ClusterTopic<Fired, Heeded> FIRED =
      new ClusterTopic<>("cluster.fired", Fired.class, Heeded.class, SOON);
  public static final ClusterTopic<Invalidate, Heeded> INVALIDATE =
      new ClusterTopic<>("cluster.invalidate", Invalidate.class, Heeded.class, SOON);
  public static final ClusterTopic<StoreEmptied, Heeded> EMPTIED =
      new ClusterTopic<>("cluster.emptied", StoreEmptied.class, Heeded.class, SOON);

  private ClusterTopics() {}
}
