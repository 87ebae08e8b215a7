package io.cachewarmer.origin.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cachewarmer.origin.OriginFailure;
import io.cachewarmer.origin.OriginFailure.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads Ollama's lists of models. */
final class Listing {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Listing() {}

  /** Name with tag to digest; a model without a digest has an empty one. */
  static Map<String, String> digests(byte[] json) {
    try {
      JsonNode models = MAPPER.readTree(json).path("models");
      var digests = new HashMap<String, String>();
      for (JsonNode model : models) {
        String name = model.path("name").asText(model.path("model").asText(""));
        if (!name.isEmpty()) {
          digests.put(name, model.path("digest").asText(""));
        }
      }
      return Map.copyOf(digests);
    } catch (IOException notJson) {
      throw new OriginFailure(Kind.INVALID_ANSWER, "Ollama's list of models is not JSON", notJson);
    }
  }
}
