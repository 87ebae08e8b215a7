package io.cachewarmer.http.record;

import io.cachewarmer.http.answer.Answer;
import io.cachewarmer.http.answer.HttpProblem;
import io.cachewarmer.http.answer.Problems;
import io.cachewarmer.http.json.JsonText;
import io.cachewarmer.http.json.MalformedJson;
import io.cachewarmer.http.record.Posted.Rejected;
import io.cachewarmer.http.wire.BodyBudget;
import io.cachewarmer.http.wire.BodyReader;
import io.cachewarmer.http.wire.Peer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.Map;

/** One posted body, from its first byte to its answer. */
final class RecordExchange extends BodyReader implements RecordBatcher.Waiter {

  private static final Buffer SUCCESS = Buffer.buffer("{\"success\":true}");
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence CE_ID = HttpHeaders.createOptimized("ce-id");
  private static final CharSequence CE_TIME = HttpHeaders.createOptimized("ce-time");
  private static final Posted NOTHING = new Posted(false, List.of(), List.of());

  /** The answer to a batch. */
  record Outcome(boolean success, int accepted, List<Rejected> rejected) {}

  private final Recording recording;
  private final Form form;
  private final boolean prompt;
  private final boolean mayAnswer;
  private Posted posted = NOTHING;

  RecordExchange(
      Recording recording,
      HttpServerRequest request,
      Peer peer,
      BodyBudget budget,
      Form form,
      boolean prompt,
      boolean mayAnswer) {
    super(request, peer, budget, Recording.MOST_BYTES);
    this.recording = recording;
    this.form = form;
    this.prompt = prompt;
    this.mayAnswer = mayAnswer;
  }

  @Override
  protected void whole(Buffer body) throws MalformedJson {
    try {
      posted = parse(body);
    } catch (MalformedJson e) {
      recording.metrics.invalid.increment();
      throw e;
    } catch (HttpProblem tooMany) {
      recording.metrics.unread.increment();
      throw tooMany;
    }
    recording.metrics.invalid.add(posted.rejected().size());
    if (posted.accepted().isEmpty()) {
      throw nothingAccepted();
    }
    if (!recording.batcher.add(posted.accepted(), body.length(), this)) {
      recording.metrics.overload.add(posted.accepted().size());
      throw HttpProblem.later(503, "too many events are waiting to be kept; try again", 1);
    }
  }

  private Posted parse(Buffer body) throws MalformedJson {
    var draft = recording.draft(prompt, mayAnswer);
    String id = binary(CE_ID);
    String time = binary(CE_TIME);
    // Vert.x hands over heap buffers: the bytes are parsed where they lie. Anything else is copied.
    if (body instanceof BufferInternal internal) {
      var bytes = internal.getByteBuf();
      if (bytes.hasArray()) {
        int offset = bytes.arrayOffset() + bytes.readerIndex();
        return recording.parser.parse(
            bytes.array(), offset, bytes.readableBytes(), form, draft, id, time);
      }
    }
    return recording.parser.parse(body.getBytes(), 0, body.length(), form, draft, id, time);
  }

  /** An attribute of a CloudEvent in binary mode: the body is the data, the headers are the rest. */
  private String binary(CharSequence header) {
    String value = form == Form.JSON ? request.headers().get(header) : null;
    return value == null ? "" : value;
  }

  private HttpProblem nothingAccepted() {
    var rejected = posted.rejected();
    String first = rejected.isEmpty() ? "the batch is empty" : rejected.get(0).error();
    String detail = rejected.isEmpty() ? first : "no event was accepted; the first: " + first;
    return HttpProblem.invalid(detail).telling(Map.of("accepted", 0, "rejected", rejected));
  }

  @Override
  public void kept() {
    recording.metrics.accepted.add(posted.accepted().size());
    var response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaders.CACHE_CONTROL, Answer.NO_STORE)
        .putHeader(Answer.NOSNIFF_NAME, Answer.NOSNIFF);
    response.end(
        posted.batch()
            ? JsonText.of(new Outcome(true, posted.accepted().size(), posted.rejected()))
            : SUCCESS);
  }

  @Override
  public void refused(Throwable cause) {
    recording.metrics.overload.add(posted.accepted().size());
    Problems.answer(HttpProblem.later(503, "the events could not be kept; send them again", 1))
        .send(request.response());
  }

  @Override
  protected void unread(HttpProblem problem) {
    recording.metrics.unread.increment();
  }
}
