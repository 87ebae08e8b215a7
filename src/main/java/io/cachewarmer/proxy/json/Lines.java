package io.cachewarmer.proxy.json;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Cuts a stream after each mark, which stays with what it ends. A part that grows beyond a bound is handed
 * on as it is: whoever sends that sends no lines.
 */
public final class Lines {

  private static final int LONGEST = 1 << 20;

  private static final byte MARK = '\n';
  private final Consumer<Buffer> each;
  private Buffer rest = Buffer.buffer();
  private int seen;

  public Lines(Consumer<Buffer> each) {
    this.each = each;
  }

  public void add(Buffer piece) {
    var all = rest.length() == 0 ? piece : rest.appendBuffer(piece);
    int from = 0;
    for (int i = seen; i < all.length(); i++) {
      if (all.getByte(i) == MARK) {
        each.accept(all.slice(from, i + 1));
        from = i + 1;
      }
    }
    // A copy: what is left of a piece must not keep the whole of it alive, nor be written into.
    rest = from == all.length() ? Buffer.buffer() : all.getBuffer(from, all.length());
    seen = rest.length();
    if (seen > LONGEST) {
      end();
    }
  }

  /** Hands on what has no mark at its end. */
  public void end() {
    if (rest.length() > 0) {
      var last = rest;
      rest = Buffer.buffer();
      seen = 0;
      each.accept(last);
    }
  }
}
