package io.cachewarmer;

import io.cachewarmer.grocery.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the operator's catalogue, or the one in the jar. */
final class Catalogues {

  private Catalogues() {}

  /** @throws IllegalArgumentException naming the file and its wrong lines */
  static Catalogue load(Optional<Path> file) {
    try {
      return Catalogue.parse(file.isPresent() ? Files.readAllLines(file.get()) : builtIn());
    } catch (IOException e) {
      throw new UncheckedIOException("the catalogue cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> builtIn() throws IOException {
    var resource = Objects.requireNonNull(
        Catalogues.class.getResourceAsStream("/catalogue.csv"), "the jar holds a catalogue");
    try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
