package io.cachewarmer.archive;

/**
 * The archive cannot do what it was asked now. The message is a sentence fit for a client: it names
 * no path. What was to be kept is not kept, and will not be found later.
 */
public final class ArchiveUnavailable extends RuntimeException {

  public ArchiveUnavailable(String message) {
    super(message);
  }

  public ArchiveUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
