package io.cachewarmer.archive.sqlite;

import io.cachewarmer.archive.ArchiveUnavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process off the same file: each would number batches by itself and forget the
 * other's. The kernel gives the lock back when the process dies; the lock file stays, as removing it
 * would let two processes hold locks on two files of one name.
 */
final class ProcessLock implements AutoCloseable {

  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  static ProcessLock on(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new ProcessLock(channel);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      // refused below, like a lock of another process
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
    channel.close();
    throw new ArchiveUnavailable(
        "Another cache warmer uses this database: stop it, or give this one"
            + " another SQLITE_PATH.");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
