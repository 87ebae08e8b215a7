package io.cachewarmer.bus;

/** What a node tells itself of its cluster. */
public sealed interface NodeMessage extends Message.Elsewhere {

  /** Published when keys have gone from one node to another and the going is over. */
  record Moved() implements NodeMessage {}
}
