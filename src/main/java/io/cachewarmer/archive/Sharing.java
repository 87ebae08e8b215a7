package io.cachewarmer.archive;

/** What a node shares with others: what it has counted, and, in a cluster, what it is asked for. */
public record Sharing(SharedCounts counts, AccessExchange accesses, Lag lag) {

  public Sharing(SharedCounts counts, AccessExchange accesses) {
    this(counts, accesses, new Lag());
  }

  /** For a node without others. */
  public static Sharing none() {
    return new Sharing(SharedCounts.none(), AccessExchange.none());
  }
}
