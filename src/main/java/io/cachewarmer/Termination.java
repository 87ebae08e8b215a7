package io.cachewarmer;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/**
 * SIGTERM as the ordinary way to end: the shutdown hooks run, and the exit code is 0 where the JVM's own
 * handler says 143. A supervisor then needs not be told that 143 is well.
 */
final class Termination {

  private Termination() {}

  /** For the rest of the process. Where the JVM gives signals away ({@code -Xrs}) nothing changes. */
  static void isSuccess() {
    try {
      // By name, because javac warns of every use and the warning cannot be switched off.
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var lookup = MethodHandles.lookup();
      var exit = lookup.findStatic(Termination.class, "exit", methodType(void.class, Object.class));
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("TERM"),
              MethodHandleProxies.asInterfaceInstance(handler, exit));
    } catch (ReflectiveOperationException notOurs) {
      LoggerFactory.getLogger(Termination.class)
          .debug("SIGTERM cannot be handled here; the exit code will be the JVM's", notOurs);
    }
  }

  @SuppressWarnings("unused") // by the handle above
  private static void exit(Object signal) {
    System.exit(ExitCode.OK);
  }
}
