package io.cachewarmer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void theCommandsAreServeAndReplay() {
    assertThat(Main.commandLine().getSubcommands()).containsKeys("serve", "replay");
  }

  @Test
  void aWrongOptionOfACommandNamesWhereToReadMore() {
    var err = new StringWriter();
    int exit =
        Main.commandLine().setErr(new PrintWriter(err)).execute("replay", "--ttl", "tomorrow");
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .contains("'tomorrow' is not a duration")
        .contains("Try 'cache-warmer replay --help'.");
  }
}
