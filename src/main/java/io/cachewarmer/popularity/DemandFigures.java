package io.cachewarmer.popularity;

import java.util.List;

/**
 * Figures of the recorded demand.
 *
 * @param groceries items whose key begins with {@code grocery:}
 * @param top the most important items, best first
 */
public record DemandFigures(
    int patterns,
    int queries,
    int groceries,
    long accesses,
    double averageResponseMillis,
    double promptHitRatio,
    List<Ranked> top) {

  public record Ranked(String key, double score, double count) {}
}
