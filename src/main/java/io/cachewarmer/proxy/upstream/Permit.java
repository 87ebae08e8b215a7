package io.cachewarmer.proxy.upstream;

/** A place upstream. Must be given back, once or more often; only the first time counts. */
public final class Permit {

  private final Runnable back;
  private boolean given;

  Permit(Runnable back) {
    this.back = back;
  }

  public void give() {
    if (!given) {
      given = true;
      back.run();
    }
  }
}
