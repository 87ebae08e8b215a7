package io.cachewarmer.replay;

import io.cachewarmer.replay.report.Format;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A format by its name in small letters. */
final class FormatName implements ITypeConverter<Format> {

  @Override
  public Format convert(String value) {
    return Arrays.stream(Format.values())
        .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () -> new TypeConversionException("'" + value + "' is none of table, json, csv"));
  }
}
