package io.cachewarmer.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The YAML file, flattened to {@code section.key} -> text, with its list of schedules as it is. */
final class ConfigFile {

  static final String SCHEDULES = "schedules";

  // STRICT_DUPLICATE_DETECTION: of two lines for one key, YAML readers silently keep the second.
  private static final YAMLMapper YAML = YAMLMapper.builder()
      .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final String name;
  private final Map<String, String> values = new HashMap<>();
  private JsonNode schedules = MissingNode.getInstance();

  private ConfigFile(String name) {
    this.name = name;
  }

  static ConfigFile none() {
    return new ConfigFile("no file");
  }

  /** Reads the file; what cannot be read or is not known becomes a problem. */
  static ConfigFile read(Path path, Set<String> knownPaths, Problems problems) {
    var file = new ConfigFile(String.valueOf(path.getFileName()));
    try {
      var root = YAML.readTree(Files.readAllBytes(path));
      if (root.isObject()) {
        root.fields()
            .forEachRemaining(
                section -> file.take(section.getKey(), section.getValue(), knownPaths, problems));
      } else if (!root.isMissingNode() && !root.isNull()) {
        problems.add("%s must be a map of sections such as 'http:'".formatted(file.name));
      }
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      problems.add("%s is not valid YAML%s: %s"
          .formatted(file.name, at, Secrets.masked(e.getOriginalMessage())));
    } catch (IOException e) {
      problems.add("%s cannot be read: %s".formatted(path, e.getClass().getSimpleName()));
    }
    return file;
  }

  String name() {
    return name;
  }

  Optional<String> value(String path) {
    return Optional.ofNullable(values.get(path));
  }

  /** The list of schedules; missing when the file has none, so that the defaults apply. */
  JsonNode schedules() {
    return schedules;
  }

  private void take(String path, JsonNode node, Set<String> known, Problems problems) {
    if (path.equals(SCHEDULES)) {
      schedules = node;
    } else if (node.isObject() && !known.contains(path)) {
      node.fields()
          .forEachRemaining(
              child -> take(path + "." + child.getKey(), child.getValue(), known, problems));
    } else if (known.contains(path)) {
      takeScalar(path, node, problems);
    } else if (!node.isNull() || known.stream().noneMatch(k -> k.startsWith(path + "."))) {
      problems.add("%s in %s is not known; did you mean %s?"
          .formatted(Secrets.masked(path), name, Nearest.to(path, known)));
    }
  }

  private void takeScalar(String path, JsonNode node, Problems problems) {
    if (node.isContainerNode()) {
      problems.add("%s in %s must be a single value".formatted(path, name));
    } else if (!node.isNull() && !node.asText().isBlank()) {
      values.put(path, node.asText().strip());
    }
  }
}
