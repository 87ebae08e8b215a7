package io.cachewarmer.http.record;

import io.cachewarmer.access.AccessEvent;
import java.util.List;

/**
 * What a body held.
 *
 * @param batch whether it was sent as a batch, and is answered as one
 * @param rejected the events that were not understood, by their index in the batch
 */
record Posted(boolean batch, List<AccessEvent> accepted, List<Rejected> rejected) {

  record Rejected(int index, String error) {}

  int total() {
    return accepted.size() + rejected.size();
  }
}
