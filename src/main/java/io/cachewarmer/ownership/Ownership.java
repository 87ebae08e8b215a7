package io.cachewarmer.ownership;

import java.util.Optional;

/** Decides which node of a cluster acts for a key or a schedule. Cheap, callable from any thread. */
public interface Ownership {

  /** Whether this node is the one to act now. */
  boolean owns(String name);

  /** The id of this node, for messages to it; empty when it is alone. */
  default String self() {
    return "";
  }

  /** Whether that node is one of the cluster now. */
  default boolean isHere(String node) {
    return node.equals(self());
  }

  /** The id of the other node that is the one to act; empty when it is this one or nobody is known. */
  default Optional<String> elsewhere(String name) {
    return Optional.empty();
  }
}
