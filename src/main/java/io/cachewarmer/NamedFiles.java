package io.cachewarmer;

import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is wrong in the files that the settings name. They are looked into before anything starts, so
 * that a slip in one of them is told like a slip in a setting, and together with all others.
 */
final class NamedFiles {

  private final List<String> problems = new ArrayList<>();

  private NamedFiles() {}

  /** A sentence for each wrong line; nothing for a file that is not there, which is told elsewhere. */
  static List<String> problems(Config config) {
    var files = new NamedFiles();
    files.look("the tokens file", config.http().tokensFile(), Tokens::parse);
    var catalogue = config.origin().catalogue();
    files.look("the catalogue", catalogue, lines -> Catalogues.load(catalogue));
    return List.copyOf(files.problems);
  }

  private void look(String name, Optional<Path> file, Consumer<List<String>> reader) {
    if (file.filter(Files::isRegularFile).filter(Files::isReadable).isEmpty()) {
      return;
    }
    try {
      reader.accept(Files.readAllLines(file.get()));
    } catch (Tokens.InvalidTokens wrong) {
      wrong.problems().forEach(problem -> problems.add(name + ", " + problem));
    } catch (IllegalArgumentException wrong) {
      problems.add(String.valueOf(wrong.getMessage()));
    } catch (IOException notText) {
      problems.add(name + " cannot be read as UTF-8 text");
    }
  }
}
