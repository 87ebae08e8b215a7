package io.cachewarmer.replay;

import io.cachewarmer.replay.policy.Policies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The policies to replay.
 *
 * @param several whether all were asked for
 */
record PolicyChoice(List<Policies> policies, boolean several) {

  private static final String ALL = "all";

  static PolicyChoice of(Policies policy) {
    return new PolicyChoice(List.of(policy), false);
  }

  @Override
  public String toString() {
    return several ? ALL : policies.get(0).label();
  }

  static final class Converter implements ITypeConverter<PolicyChoice> {
    @Override
    public PolicyChoice convert(String value) {
      if (value.equals(ALL)) {
        return new PolicyChoice(List.of(Policies.values()), true);
      }
      return Arrays.stream(Policies.values())
          .filter(policy -> policy.label().equals(value))
          .findFirst()
          .map(PolicyChoice::of)
          .orElseThrow(() -> new TypeConversionException(
              "'" + value + "' is none of " + String.join(", ", new Names())));
    }
  }

  /** What may be written. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      var names = new ArrayList<String>();
      Arrays.stream(Policies.values()).map(Policies::label).forEach(names::add);
      names.add(ALL);
      return names.iterator();
    }
  }
}
