package io.cachewarmer.archive.sqlite;

import io.cachewarmer.access.AccessEvent;
import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.access.PromptAccess;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of events as the bytes of one journal row: a version, the events, a checksum. A row outlives
 * the program that wrote it, so a change of layout is a new version beside the old.
 */
final class BatchCodec {

  private static final int VERSION = 1;
  private static final int ITEM = 0;
  private static final int PROMPT = 1;
  private static final int HIT = 2;
  private static final int BYTES_PER_EVENT = 64;

  private BatchCodec() {}

  static byte[] encode(List<AccessEvent> events) {
    var out = new ByteWriter(16 + BYTES_PER_EVENT * events.size());
    out.octet(VERSION);
    out.number(events.size());
    long before = 0;
    for (var event : events) {
      out.octet(kindOf(event));
      out.difference(event.atMillis() - before);
      before = event.atMillis();
      out.text(event.id());
      out.text(event.userId());
      out.text(event.sessionId());
      if (event instanceof ItemAccess item) {
        writeItem(out, item);
      } else if (event instanceof PromptAccess prompt) {
        writePrompt(out, prompt);
      }
    }
    return Checksum.seal(out.toArray());
  }

  /**
   * The events of a row.
   *
   * @throws Unreadable when the row is not what was written
   */
  static List<AccessEvent> decode(byte[] sealed) {
    var in = Checksum.open(sealed);
    int version = in.octet();
    if (version != VERSION) {
      throw new Unreadable("has the unknown version " + version);
    }
    int count = in.count();
    var events = new ArrayList<AccessEvent>(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      int kind = in.octet();
      if (kind > (PROMPT | HIT)) {
        throw new Unreadable("has an event of the unknown kind " + kind);
      }
      at += in.difference();
      events.add((kind & PROMPT) == 0 ? readItem(in, kind, at) : readPrompt(in, kind, at));
    }
    if (in.hasMore()) {
      throw new Unreadable("goes on after its end");
    }
    return events;
  }

  private static int kindOf(AccessEvent event) {
    if (event instanceof PromptAccess prompt) {
      return prompt.cached() ? PROMPT | HIT : PROMPT;
    }
    return ((ItemAccess) event).hit() ? ITEM | HIT : ITEM;
  }

  private static void writeItem(ByteWriter out, ItemAccess item) {
    out.text(item.key());
    out.real(item.loadMillis());
    out.text(item.category());
    out.number(item.related().size());
    item.related().forEach(out::text);
    out.number(item.bytes());
  }

  private static ItemAccess readItem(ByteReader in, int kind, long at) {
    var id = in.text();
    var user = in.text();
    var session = in.text();
    var key = in.text();
    double loadMillis = in.real();
    var category = in.text();
    int relatedCount = in.count();
    var related = new ArrayList<String>(relatedCount);
    for (int i = 0; i < relatedCount; i++) {
      related.add(in.text());
    }
    int bytes = (int) in.number();
    boolean hit = (kind & HIT) != 0;
    return new ItemAccess(id, key, at, loadMillis, hit, category, related, bytes, user, session);
  }

  private static void writePrompt(ByteWriter out, PromptAccess prompt) {
    out.text(prompt.model());
    out.text(prompt.query());
    out.real(prompt.responseMillis());
    out.text(prompt.response());
  }

  private static PromptAccess readPrompt(ByteReader in, int kind, long at) {
    var id = in.text();
    var user = in.text();
    var session = in.text();
    var model = in.text();
    var query = in.text();
    double millis = in.real();
    boolean cached = (kind & HIT) != 0;
    return new PromptAccess(id, model, query, at, millis, cached, in.text(), user, session);
  }
}
