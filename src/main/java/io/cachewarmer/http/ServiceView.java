package io.cachewarmer.http;

import java.util.List;
import java.util.Optional;

/** What the door shows of the process around it, and cannot ask by message. Must not block. */
public interface ServiceView {

  /** Where the process is in its life. */
  enum Readiness {
    STARTING,
    READY,
    DRAINING
  }

  /** Members by their address, and the share of keys that this node owns, 0 to 1. */
  record Cluster(List<String> members, double ownedShare) {}

  /** A rendered page of metrics. */
  record Page(String contentType, String text) {}

  Readiness readiness();

  /** Categories in the catalogue. */
  int categoriesLoaded();

  /** Empty when this node is alone. */
  Optional<Cluster> cluster();

  /** All metrics in the format that the {@code Accept} header prefers; called on a worker. */
  Page metrics(String accept);
}
