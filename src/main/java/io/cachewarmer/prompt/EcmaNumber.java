package io.cachewarmer.prompt;

import java.math.BigDecimal;

/** A double as ECMAScript prints it (ECMA-262, Number::toString), the form that RFC 8785 asks for. */
final class EcmaNumber {

  private EcmaNumber() {}

  static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    if (value == 0) {
      return "0";
    }
    return (value < 0 ? "-" : "") + positive(Math.abs(value));
  }

  /** {@code digits} are the shortest that read back as the value; it is 0.digits x 10^point. */
  private static String positive(double value) {
    var shortest = shortest(value).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int count = digits.length();
    int point = count - shortest.scale();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
  }

  /** Double.toString of Java 17 is sometimes a digit too long; shorter ones are tried first. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      var rounded = exact.round(new java.math.MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new java.math.MathContext(17));
  }
}
