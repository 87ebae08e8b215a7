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

  private final PromptRequest request;
  private final Capture capture;
  private final Consumer<Piece> out;
  private final Lines lines;
  private Buffer whole = Buffer.buffer();
  private boolean gap;

  /** @param out takes the pieces for the clients */
  Recorder(PromptRequest request, Consumer<Piece> out) {
    this.request = request;
    this.capture = new Capture(request, Tape.MOST_BYTES);
    this.out = out;
    this.lines = new Lines(this::line);
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
      return;
    }
    if (!capture.isSpoilt()) {
      if (whole.length() + bytes.length() > Tape.MOST_BYTES) {
        skip(Reason.TOO_LARGE);
      } else {
        whole.appendBuffer(bytes);
      }
    }
    out.accept(Piece.of(bytes));
  }

  /** Upstream has said all. */
  void end() {
    lines.end();
    if (!request.wantsStream() && !capture.isSpoilt()) {
      JsonMaps.read(whole).ifPresentOrElse(capture::add, () -> skip(Reason.NOT_JSON));
      whole = NOTHING;
    }
  }

  Outcome finish(long atMillis, long loadMillis) {
    return capture.finish(atMillis, loadMillis);
  }

  private void line(Buffer line) {
    out.accept(request.route().isOpenAi() ? event(line) : ndjson(line));
  }

  private Piece ndjson(Buffer line) {
    if (!capture.isSpoilt() && !isBlank(line, 0)) {
      JsonMaps.read(line).ifPresentOrElse(capture::add, () -> skip(Reason.NOT_JSON));
    }
    return Piece.of(line);
  }

  /** A line of a stream of server-sent events. A left-out event takes the blank line after it along. */
  private Piece event(Buffer line) {
    if (isBlank(line, 0)) {
      boolean skipped = gap;
      gap = false;
      return skipped ? new Piece(line, NOTHING) : Piece.of(line);
    }
    if (!isData(line)) {
      return Piece.of(line); // a comment, an id, a name: no part of the answer
    }
    var data = line.getBuffer(DATA.length, line.length());
    if (data.length() < 32 && data.toString(StandardCharsets.UTF_8).strip().equals(END)) {
      capture.done();
      return Piece.of(line);
    }
    var chunk = JsonMaps.read(data);
    if (chunk.isEmpty()) {
      skip(Reason.NOT_JSON);
      return Piece.of(line);
    }
    capture.add(chunk.get());
    if (!chunk.get().containsKey("usage")) {
      return Piece.of(line);
    }
    var left = Usage.without(chunk.get());
    gap = left.isEmpty();
    return new Piece(
        line,
        left.map(less ->
                Buffer.buffer("data: ").appendBuffer(JsonMaps.write(less)).appendString("\n"))
            .orElse(NOTHING));
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
