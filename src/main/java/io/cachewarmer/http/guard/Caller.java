package io.cachewarmer.http.guard;

import java.util.Set;

/** Who asks, and what that one may do. The name is the tenant; empty where nobody is asked for one. */
public record Caller(String name, Set<Scope> scopes) {

  static final Caller ANYONE = new Caller("", Set.of(Scope.values()));

  public Caller {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }
}
