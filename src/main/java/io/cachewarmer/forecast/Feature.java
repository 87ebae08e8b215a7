package io.cachewarmer.forecast;

import java.util.List;
import java.util.Locale;

/**
 * One number that a forecast rests on, with a sentence for people.
 *
 * @param share of the forecast, 0 to 1: how much of all that its factors move it, up or down, this one does,
 *     on a logarithmic scale, on which factors add up; 0 for a figure that is no factor
 */
public record Feature(String name, double value, double share, String detail) {

  /** @param sentence with one place for the value, as in {@link String#format} */
  public static Feature of(String name, double value, String sentence) {
    return new Feature(name, value, 0, String.format(Locale.ROOT, sentence, value));
  }

  /** The same numbers as the factors of one product, with their shares, which sum to 1 unless nothing moves. */
  public static List<Feature> factors(List<Feature> factors) {
    double moved = factors.stream().mapToDouble(Feature::move).sum();
    return factors.stream()
        .map(factor -> moved > 0 ? factor.withShare(factor.move() / moved) : factor)
        .toList();
  }

  private double move() {
    return value > 0 ? Math.abs(Math.log(value)) : 0;
  }

  private Feature withShare(double part) {
    return new Feature(name, value, part, detail);
  }
}
