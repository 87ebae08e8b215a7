package io.cachewarmer.archive.redis;

/** The names of what nodes share. */
record SharedKeys(String prefix) {

  /** A hash: accesses that each node has counted, as whole numbers, to be held against a ledger. */
  String totals() {
    return prefix + "analytics:nodes";
  }

  /** A hash: the {@link NodeState} of each node. */
  String states() {
    return prefix + "analytics:state";
  }

  /** A hash: by key, what the node counted of it, as {@link CountText}. */
  String counts(String node) {
    return prefix + "analytics:counts:" + node;
  }

  /** A sorted set: by key, the version with which its count last changed. */
  String changes(String node) {
    return prefix + "analytics:changes:" + node;
  }
}
