package io.cachewarmer.ownership;

/** A single node owns everything. */
public final class Solo implements Ownership {

  @Override
  public boolean owns(String name) {
    return true;
  }
}
