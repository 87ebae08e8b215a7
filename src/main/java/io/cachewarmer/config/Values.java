package io.cachewarmer.config;

import java.util.Map;
import java.util.Optional;

/** What the environment and the file say; the environment wins, and an empty value says nothing. */
final class Values {

  private final Map<String, String> environment;
  private final ConfigFile file;
  private final Problems problems;

  Values(Map<String, String> environment, ConfigFile file, Problems problems) {
    this.environment = environment;
    this.file = file;
    this.problems = problems;
  }

  /** The setting's value; its default when the value given cannot be used, which is then a problem. */
  <T> T get(Setting<T> setting) {
    return given(setting)
        .flatMap(given -> parse(given, setting.form()))
        .orElse(setting.otherwise());
  }

  <T> boolean isGiven(Setting<T> setting) {
    return given(setting).isPresent();
  }

  <T> boolean isInEnvironment(Setting<T> setting) {
    return environmentValue(setting.environment()).isPresent();
  }

  /** Where the operator has written, or would write, the setting. */
  <T> String nameOf(Setting<T> setting) {
    return given(setting).map(Given::where).orElse(setting.environment());
  }

  /** A value under a name that only the environment knows. */
  <T> Optional<T> fromEnvironment(String name, Form<T> form) {
    return environmentValue(name).flatMap(text -> parse(new Given(name, text), form));
  }

  private <T> Optional<Given> given(Setting<T> setting) {
    return environmentValue(setting.environment())
        .map(text -> new Given(setting.environment(), text))
        .or(() -> file.value(setting.path())
            .map(text -> new Given(setting.path() + " in " + file.name(), text)));
  }

  private Optional<String> environmentValue(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private <T> Optional<T> parse(Given given, Form<T> form) {
    try {
      return Optional.of(form.parse().apply(given.text()));
    } catch (RuntimeException malformed) {
      // Whatever a parser throws, the form's own wording says better what was expected.
      problems.add("%s must be %s, but was '%s'%s"
          .formatted(given.where(), form.wording(), Secrets.masked(given.text()), hint(given)));
      return Optional.empty();
    }
  }

  private static String hint(Given given) {
    return given.where().endsWith("_PORT") && given.text().startsWith("tcp://")
        ? " (Kubernetes sets this for a Service of that name: use enableServiceLinks: false)"
        : "";
  }

  private record Given(String where, String text) {}
}
