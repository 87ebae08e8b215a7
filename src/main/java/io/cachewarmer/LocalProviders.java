package io.cachewarmer;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;

/**
 * Shows Vert.x the providers that a node alone needs. Vert.x makes one of every provider that it finds, a
 * cluster manager too and all classes with it, whether or not it is then used.
 */
final class LocalProviders extends ClassLoader {

  private static final String SERVICE = "META-INF/services/io.vertx.core.spi.VertxServiceProvider";
  private static final String OURS = "META-INF/cache-warmer/local-providers";

  private LocalProviders(ClassLoader parent) {
    super(parent);
  }

  static Vertx build(VertxBuilder builder) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(new LocalProviders(LocalProviders.class.getClassLoader()));
    try {
      return builder.build();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return name.equals(SERVICE)
        ? Collections.enumeration(
            Optional.ofNullable(getResource(OURS)).stream().toList())
        : super.getResources(name);
  }
}
