package io.cachewarmer.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.config.Config;
import io.cachewarmer.http.guard.Tokens;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoorPortTest {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

  @Test
  void aTakenPortThatWasChosenIsToldWithItsSetting() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = Map.of("OLLAMA_PROXY_PORT", Integer.toString(other.getLocalPort()));
      assertThatThrownBy(() -> new TestProxy(NOWHERE, settings, Tokens.none()))
          .hasMessageContaining(":" + other.getLocalPort())
          .hasMessageContaining("OLLAMA_PROXY_PORT");
    }
  }

  @Test
  void aTakenPortThatNobodyChoseDoesNotKeepTheRestFromServing() throws IOException {
    int port = Config.Ollama.DEFAULT_PROXY_PORT;
    try (var other = new ServerSocket()) {
      try {
        other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (BindException alreadyTaken) {
        // Somebody else has it, which serves as well.
      }
      var settings = Map.of("OLLAMA_PROXY_PORT", Integer.toString(port));
      new TestProxy(NOWHERE, settings, Tokens.none()).close();
    }
  }
}
