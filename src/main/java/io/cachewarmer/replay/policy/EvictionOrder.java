package io.cachewarmer.replay.policy;

/** Which of the values held leaves first. Told of every asking, also for what is not held. */
interface EvictionOrder {

  /** An item was asked for; it is held from now on, if it was not before. */
  void accessed(String item);

  /** The item is not held any longer: it expired or was evicted. */
  void removed(String item);

  /** The next to leave, of those held. */
  String victim();
}
