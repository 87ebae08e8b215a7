package io.cachewarmer.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Network namespaces on one bridge, to part nodes from each other while all of them reach this machine. Linux,
 * root, {@code ip} and {@code iptables} are needed; {@link #open} says what is missing where they are not.
 */
public final class Networks implements AutoCloseable {

  /** What came of opening: the networks, or why there are none. */
  public record Opened(Optional<Networks> networks, String problem) {}

  private final String name;
  private final String subnet;
  private final int size;

  private Networks(int size) {
    long pid = ProcessHandle.current().pid();
    this.name = "cw" + pid % 10_000;
    this.subnet = "10.231." + pid % 250 + ".";
    this.size = size;
  }

  public static Opened open(int size) {
    var networks = new Networks(size);
    try {
      networks.build();
      return new Opened(Optional.of(networks), "");
    } catch (IllegalStateException missing) {
      networks.close();
      return new Opened(Optional.empty(), missing.getMessage());
    }
  }

  /** The bridge is in a namespace too, where no rule of this machine's firewall stands. */
  private void build() {
    run("ip", "netns", "add", hub());
    run("ip", "link", "add", name, "type", "veth", "peer", "name", "port", "netns", hub());
    run("ip", "addr", "add", here() + "/24", "dev", name);
    run("ip", "link", "set", name, "up");
    inside(hub(), "ip", "link", "add", "br0", "type", "bridge");
    inside(hub(), "ip", "link", "set", "br0", "up");
    inside(hub(), "ip", "link", "set", "port", "master", "br0", "up");
    for (int i = 0; i < size; i++) {
      run("ip", "netns", "add", space(i));
      inside(
          hub(), "ip", "link", "add", "v" + i, "type", "veth", "peer", "name", "eth0", "netns",
          space(i));
      inside(hub(), "ip", "link", "set", "v" + i, "master", "br0", "up");
      in(i, "ip", "addr", "add", address(i) + "/24", "dev", "eth0");
      in(i, "ip", "link", "set", "eth0", "up");
      in(i, "ip", "link", "set", "lo", "up");
      in(i, "iptables", "-L", "-n");
    }
  }

  /** This machine's address on the bridge. */
  public String here() {
    return subnet + 1;
  }

  public String address(int i) {
    return subnet + (11 + i);
  }

  /** Words that make a command run in that namespace. */
  public List<String> prefix(int i) {
    return List.of("ip", "netns", "exec", space(i));
  }

  /** Packets between that namespace and the others vanish without a word. */
  public void part(int i) {
    filter("-A", i);
  }

  public void join(int i) {
    filter("-D", i);
  }

  private void filter(String action, int i) {
    for (int other = 0; other < size; other++) {
      if (other != i) {
        in(i, "iptables", action, "INPUT", "-s", address(other), "-j", "DROP");
        in(i, "iptables", action, "OUTPUT", "-d", address(other), "-j", "DROP");
      }
    }
  }

  private void in(int i, String... words) {
    inside(space(i), words);
  }

  private static void inside(String space, String... words) {
    var command = new ArrayList<>(List.of("ip", "netns", "exec", space));
    command.addAll(List.of(words));
    run(command.toArray(String[]::new));
  }

  private static void run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes()).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String hub() {
    return name + "hub";
  }

  private String space(int i) {
    return name + "n" + i;
  }

  @Override
  public void close() {
    for (int i = 0; i < size; i++) {
      quietly("ip", "netns", "del", space(i));
    }
    quietly("ip", "netns", "del", hub());
  }

  /** What was never made cannot be taken away. */
  private static void quietly(String... command) {
    try {
      run(command);
    } catch (IllegalStateException neverMade) {
      System.out.println("not taken away: " + neverMade.getMessage());
    }
  }
}
