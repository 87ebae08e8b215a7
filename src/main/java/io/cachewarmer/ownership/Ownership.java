package io.cachewarmer.ownership;

/** Decides which node of a cluster acts for a key or a schedule. Cheap, callable from any thread. */
public interface Ownership {

  /** Whether this node is the one to act now. */
  boolean owns(String name);
}
