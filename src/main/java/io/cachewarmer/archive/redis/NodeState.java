package io.cachewarmer.archive.redis;

import java.util.Optional;

/**
 * How far a node has told its counts, as it stands in Redis.
 *
 * @param version of its last change; each change of a key carries the version that it came with
 * @param since the version before which nothing holds any more
 * @param instance the process that wrote it
 * @param seenMillis when it was last there, by its own clock
 */
record NodeState(
    long version, long since, String instance, long firstAccessMillis, long seenMillis) {

  private static final String LAYOUT = "1";
  private static final int LONGEST = 200;

  String text() {
    return String.join(
        " ",
        LAYOUT,
        Long.toString(version),
        Long.toString(since),
        instance,
        Long.toString(firstAccessMillis),
        Long.toString(seenMillis));
  }

  /** Empty for what is of another layout or was not written by one of us. */
  static Optional<NodeState> parse(String text) {
    var parts = text.length() > LONGEST ? new String[0] : text.split(" ", -1);
    if (parts.length != 6 || !parts[0].equals(LAYOUT)) {
      return Optional.empty();
    }
    try {
      var state = new NodeState(
          Long.parseLong(parts[1]),
          Long.parseLong(parts[2]),
          parts[3],
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]));
      return state.version >= 0 && state.version < 1L << 53 && state.firstAccessMillis >= 0
          ? Optional.of(state)
          : Optional.empty();
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }
}
