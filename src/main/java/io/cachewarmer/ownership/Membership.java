package io.cachewarmer.ownership;

import java.util.List;
import java.util.Optional;

/** Which nodes the cluster has now, as this node sees it. Never blocks, callable from any thread. */
public interface Membership {

  /**
   * @param id for messages to it
   * @param address {@code host:port}, for people
   */
  record Node(String id, String address) {}

  /** The id of this node. */
  String self();

  /** All of them, this one too, the one that has been here longest first. */
  List<Node> nodes();

  /** Whether more than half of the nodes that should be here are on this side of whatever parts them. */
  boolean isMajority();

  /** Share of all keys that this node owns, 0 to 1. */
  double ownedShare();

  /** Partitions of keys that went from one node to another, since start. */
  long moves();

  /** Is called on a thread of the cluster each time that moves of ownership are over. */
  void onMoved(Runnable told);

  /** The node that has been here longest. */
  default Optional<Node> eldest() {
    return nodes().stream().findFirst();
  }
}
