package io.cachewarmer.proxy;

import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.prompt.answer.AnswerRecord;
import io.cachewarmer.proxy.json.JsonMaps;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** Writes a known answer in the form that was asked for, no quicker than the client reads. */
final class Pour {

  private static final int SLICE = 64 << 10;

  private final HttpServerResponse response;
  private final Buffer bytes;
  private int sent;

  private Pour(HttpServerResponse response, Buffer bytes) {
    this.response = response;
    this.bytes = bytes;
  }

  /** The other fields of the answer are set already. */
  static void out(HttpServerResponse response, AnswerRecord record, PromptRequest asked) {
    response.setStatusCode(200).putHeader("Content-Type", typeOf(asked));
    var bytes = render(record, asked);
    if (asked.wantsStream()) {
      response.setChunked(true);
    }
    if (bytes.length() <= SLICE) {
      response.end(bytes);
      return;
    }
    if (!asked.wantsStream()) {
      response.putHeader("Content-Length", Integer.toString(bytes.length()));
    }
    var pour = new Pour(response, bytes);
    response.drainHandler(room -> pour.go());
    pour.go();
  }

  static Buffer render(AnswerRecord record, PromptRequest asked) {
    if (!asked.wantsStream()) {
      return JsonMaps.write(record.whole(asked));
    }
    var bytes = Buffer.buffer();
    boolean events = asked.route().isOpenAi();
    for (var chunk : record.stream(asked)) {
      if (events) {
        bytes.appendString("data: ").appendBuffer(JsonMaps.write(chunk)).appendString("\n\n");
      } else {
        bytes.appendBuffer(JsonMaps.write(chunk)).appendString("\n");
      }
    }
    return events ? bytes.appendString("data: [DONE]\n\n") : bytes;
  }

  private static String typeOf(PromptRequest asked) {
    if (!asked.wantsStream()) {
      return "application/json; charset=utf-8";
    }
    return asked.route().isOpenAi() ? "text/event-stream" : "application/x-ndjson";
  }

  private void go() {
    while (sent < bytes.length() && !response.writeQueueFull() && !response.closed()) {
      int to = Math.min(bytes.length(), sent + SLICE);
      var slice = bytes.slice(sent, to);
      sent = to;
      if (to == bytes.length()) {
        response.end(slice);
        return;
      }
      response.write(slice);
    }
  }
}
