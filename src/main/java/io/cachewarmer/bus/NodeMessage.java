package io.cachewarmer.bus;

/** What a node tells itself of its cluster and its store. */
public sealed interface NodeMessage extends Message.Elsewhere {

  /** Published when keys have gone from one node to another and the going is over. */
  record Moved() implements NodeMessage {}

  /** Published when the store has lost most of what this node had warmed. */
  record Vanished() implements NodeMessage {}

  /** Published when the other nodes do not find what this one listens to. */
  record Unheard() implements NodeMessage {}

  /** Published when somebody made this node forget what it had learned. */
  record Forgot() implements NodeMessage {}
}
