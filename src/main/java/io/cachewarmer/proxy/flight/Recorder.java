package io.cachewarmer.proxy.flight;

import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.answer.Capture;
import io.cachewarmer.prompt.answer.Outcome;
import io.cachewarmer.prompt.answer.Reason;
import io.cachewarmer.prompt.answer.Usage;
import io.cachewarmer.proxy.json.JsonMaps;
import io.cachewarmer.proxy.json.Lines;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Hears an answer as it passes: cuts a stream into its lines, leaves the counts of tokens out for who did
 * not ask for them, and puts the whole together for the cache.
 */
final class Recorder {

  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final String END = "[DONE]";
  private static final Buffer NOTHING = Buffer.buffer();

  /** Of what a model says in a stream; some 250,000 tokens, and what one turn of an event loop can store. */
  private static final int MOST_SAID = 1 << 20;

  /** Of an answer in one piece, which may be a batch of vectors. */
  private static final int MOST_WHOLE = 4 << 20;

  private final PromptRequest request;
  private final Capture capture;
  private final Consumer<Piece> out;
  private final Lines lines;
  private Buffer whole = Buffer.buffer();
  private Buffer counted = Buffer.buffer();
  private Buffer uncounted = Buffer.buffer();
  private boolean gap;

  /** @param out takes the pieces for the clients */
  Recorder(PromptRequest request, Consumer<Piece> out) {
    this.request = request;
    this.capture = new Capture(request, request.wantsStream() ? MOST_SAID : MOST_WHOLE);
    this.out = out;
    this.lines = new Lines(request.route().isOpenAi() ? this::event : this::ndjson);
  }

  void skip(Reason reason) {
    capture.skip(reason);
    whole = NOTHING;
  }

  boolean isSpoilt() {
    return capture.isSpoilt();
  }

  void add(Buffer bytes) {
    if (request.wantsStream()) {
      lines.add(bytes);
      passStream(bytes);
      return;
    }
    if (!capture.isSpoilt()) {
      if (whole.length() + bytes.length() > MOST_WHOLE) {
        skip(Reason.TOO_LARGE);
      } else {
        whole.appendBuffer(bytes);
      }
    }
    out.accept(Piece.of(bytes));
  }

  /** Events go on by the line, for some are left out; all else goes on as it came. */
  private void passStream(Buffer bytes) {
    if (!request.route().isOpenAi()) {
      out.accept(Piece.of(bytes));
    } else if (counted.length() > 0) {
      out.accept(new Piece(counted, uncounted));
      counted = Buffer.buffer();
      uncounted = Buffer.buffer();
    }
  }

  /** Upstream has said all. */
  void end() {
    lines.end();
    if (counted.length() > 0) {
      passStream(NOTHING);
    }
    if (!request.wantsStream() && !capture.isSpoilt()) {
      JsonMaps.read(whole).ifPresentOrElse(capture::add, () -> skip(Reason.NOT_JSON));
      whole = NOTHING;
    }
  }

  Outcome finish(long atMillis, long loadMillis) {
    return capture.finish(atMillis, loadMillis);
  }

  private void ndjson(Buffer line) {
    if (!capture.isSpoilt() && !isBlank(line, 0)) {
      JsonMaps.read(line).ifPresentOrElse(capture::add, () -> skip(Reason.NOT_JSON));
    }
  }

  private void event(Buffer line) {
    counted.appendBuffer(line);
    uncounted.appendBuffer(withoutCounts(line));
  }

  /** A line of a stream of server-sent events. A left-out event takes the blank line after it along. */
  private Buffer withoutCounts(Buffer line) {
    if (isBlank(line, 0)) {
      boolean skipped = gap;
      gap = false;
      return skipped ? NOTHING : line;
    }
    if (!isData(line)) {
      return line; // a comment, an id, a name: no part of the answer
    }
    var data = line.getBuffer(DATA.length, line.length());
    if (data.length() < 32 && data.toString(StandardCharsets.UTF_8).strip().equals(END)) {
      capture.done();
      return line;
    }
    var chunk = JsonMaps.read(data);
    if (chunk.isEmpty()) {
      skip(Reason.NOT_JSON);
      return line;
    }
    capture.add(chunk.get());
    if (!chunk.get().containsKey("usage")) {
      return line;
    }
    var left = Usage.without(chunk.get());
    gap = left.isEmpty();
    return left.map(
            less -> Buffer.buffer("data: ").appendBuffer(JsonMaps.write(less)).appendString("\n"))
        .orElse(NOTHING);
  }

  private static boolean isData(Buffer line) {
    if (line.length() < DATA.length) {
      return false;
    }
    for (int i = 0; i < DATA.length; i++) {
      if (line.getByte(i) != DATA[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(Buffer line, int from) {
    for (int i = from; i < line.length(); i++) {
      if (line.getByte(i) > ' ') {
        return false;
      }
    }
    return true;
  }
}
