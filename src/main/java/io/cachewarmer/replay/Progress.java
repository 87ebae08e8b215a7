package io.cachewarmer.replay;

import java.io.Console;
import java.io.PrintWriter;
import java.util.function.IntConsumer;

/** A bar that grows on a terminal, and nothing anywhere else. */
final class Progress implements IntConsumer {

  private static final int WIDTH = 30;

  private final PrintWriter terminal;
  private final String label;
  private final int total;
  private int shown = -1;

  private Progress(PrintWriter terminal, String label, int total) {
    this.terminal = terminal;
    this.label = label;
    this.total = total;
  }

  static IntConsumer of(PrintWriter err, String label, int total) {
    return !onTerminal() ? done -> {} : new Progress(err, label, total);
  }

  /** Wipes the bar away. */
  static void clear(PrintWriter err) {
    if (onTerminal()) {
      err.print("\r" + " ".repeat(WIDTH + 30) + "\r");
      err.flush();
    }
  }

  // From Java 22 on there is a console even without a terminal, and a method that tells.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException older) {
      return true;
    }
  }

  @Override
  public void accept(int done) {
    int cells = (int) ((long) done * WIDTH / total);
    if (cells != shown) {
      shown = cells;
      terminal.print("\r[" + "#".repeat(cells) + " ".repeat(WIDTH - cells) + "] " + label);
      terminal.flush();
    }
  }
}
