package io.cachewarmer.plan;

import java.util.List;

/**
 * A key that could be warmed.
 *
 * @param reasons all arms that proposed it, strongest first; their shares add up to 1
 * @param probability P(asked within the TTL)
 * @param savedMillis what a hit would save its asker
 * @param bytes what it would occupy as stored; an estimate until it has been loaded once
 * @param worth probability x savedMillis
 * @param admissible whether it passes the admission threshold of at least one arm
 */
public record Candidate(
    String key,
    List<Reason> reasons,
    double probability,
    double savedMillis,
    long bytes,
    double worth,
    boolean admissible) {

  public Candidate {
    reasons = List.copyOf(reasons);
  }

  /** The same, below the threshold. */
  public Candidate inadmissible() {
    return new Candidate(key, reasons, probability, savedMillis, bytes, worth, false);
  }
}
