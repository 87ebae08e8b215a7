package io.cachewarmer.prompt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.stream.Stream;

/** A number as ECMAScript prints it (ECMA-262, Number::toString), the form that RFC 8785 asks for. */
final class EcmaNumber {

  /** This many decimal digits tell any double from its neighbours. */
  private static final int MOST_DIGITS = 17;

  private EcmaNumber() {}

  /** A whole number that no double holds exactly is written out, so that two seeds stay two. */
  static String of(Number number) {
    double value = number.doubleValue();
    if (number instanceof Long || number instanceof BigInteger) {
      var whole = new BigInteger(number.toString());
      if (Double.isInfinite(value) || !new BigDecimal(value).toBigInteger().equals(whole)) {
        return whole.toString();
      }
    }
    return of(value);
  }

  static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("JSON has no number for " + value);
    }
    if (value == 0) {
      return "0";
    }
    return (value < 0 ? "-" : "") + positive(Math.abs(value));
  }

  /** The value is 0.digits x 10^point. */
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

  /**
   * The fewest digits that read back as the value, and of those the closest. Both neighbours are tried:
   * beside a power of two the closest may not read back while the farther one does. Double.toString is
   * no help: before Java 19 it is at times a digit too long.
   */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      int precision = digits;
      var found = Stream.of(RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING)
          .map(mode -> exact.round(new MathContext(precision, mode)))
          .filter(rounded -> rounded.doubleValue() == value)
          .min(Comparator.comparing(rounded -> rounded.subtract(exact).abs()));
      if (found.isPresent()) {
        return found.get();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }
}
