package io.cachewarmer.prompt;

import java.util.Arrays;
import java.util.Optional;

/** The routes whose answers are cached; every other one passes through. */
public enum Route {
  GENERATE("/api/generate"),
  CHAT("/api/chat"),
  EMBED("/api/embed"),
  EMBEDDINGS("/api/embeddings"),
  V1_CHAT("/v1/chat/completions"),
  V1_COMPLETIONS("/v1/completions"),
  V1_EMBEDDINGS("/v1/embeddings");

  private final String path;

  Route(String path) {
    this.path = path;
  }

  public static Optional<Route> of(String path) {
    return Arrays.stream(values()).filter(route -> route.path.equals(path)).findFirst();
  }

  public String path() {
    return path;
  }

  /** Speaks OpenAI's dialect: server-sent events, its shape of errors, its field names. */
  public boolean isOpenAi() {
    return path.startsWith("/v1/");
  }

  /** Answers with vectors, never with text, and never in a stream. */
  public boolean isVector() {
    return this == EMBED || this == EMBEDDINGS || this == V1_EMBEDDINGS;
  }

  /** Whether a body that says nothing of {@code stream} is answered by a stream. */
  public boolean streamsByDefault() {
    return this == GENERATE || this == CHAT;
  }

  /** The member that holds what is asked. */
  public String question() {
    return switch (this) {
      case GENERATE, EMBEDDINGS, V1_COMPLETIONS -> "prompt";
      case CHAT, V1_CHAT -> "messages";
      case EMBED, V1_EMBEDDINGS -> "input";
    };
  }
}
