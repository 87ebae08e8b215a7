package io.cachewarmer.redis;

/** Where the connection of a link is in its life. */
enum LinkState {
  NEW,
  CONNECTING,
  UP,
  DOWN,
  CLOSED
}
