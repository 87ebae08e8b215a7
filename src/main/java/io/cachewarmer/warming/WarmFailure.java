package io.cachewarmer.warming;

import io.cachewarmer.bus.Refusal;
import io.cachewarmer.cache.StoreUnavailable;
import io.cachewarmer.origin.OriginFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a candidate was not warmed.
 *
 * @param label a word of a fixed set, for counting
 * @param sentence fit for a client
 */
record WarmFailure(String label, String sentence) {

  private static final Logger LOG = LoggerFactory.getLogger(WarmFailure.class);

  static final String NOT_STORED = "not-stored";
  static final String STORE_DOWN = "store-unavailable";
  private static final String REFUSED = "refused";
  private static final String UNEXPECTED = "unexpected";

  /** All there are. */
  static List<String> labels() {
    return Stream.concat(
            Arrays.stream(OriginFailure.Kind.values()).map(WarmFailure::label),
            Stream.of(NOT_STORED, STORE_DOWN, REFUSED, UNEXPECTED))
        .toList();
  }

  static WarmFailure of(Throwable cause) {
    if (cause instanceof OriginFailure failure) {
      return new WarmFailure(label(failure.kind()), failure.getMessage());
    }
    if (cause instanceof StoreUnavailable) {
      return new WarmFailure(STORE_DOWN, "the cache cannot be asked now");
    }
    if (cause instanceof Refusal refusal) {
      return new WarmFailure(REFUSED, refusal.getMessage());
    }
    LOG.atError().setCause(cause).log("A warm failed in an unexpected way");
    return new WarmFailure(UNEXPECTED, "an unexpected failure, see the log");
  }

  private static String label(OriginFailure.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static WarmFailure notStored(String problem) {
    return new WarmFailure(NOT_STORED, "the cache did not keep it: " + problem);
  }
}
