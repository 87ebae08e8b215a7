package io.cachewarmer.archive.redis;

import io.cachewarmer.access.ItemAccess;
import io.cachewarmer.archive.AccessExchange;
import io.cachewarmer.archive.AccessExchange.Entry;
import io.cachewarmer.archive.AccessExchange.Fresh;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * An entry as bytes: a version, the numbers, the texts that occur, each once; for each event the numbers of its texts,
 * its time and whether it was a hit; for each fresh value the number of its key, its time and its end. What is read is not trusted: it is decoded only as far as its length
 * allows, and an entry that no node of ours would have written is none.
 */
final class EntryBytes {

  static final int MOST_BYTES = 1 << 20;

  private static final int VERSION = 1;
  private static final int MOST_COUNT = 10_000_000;
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_CATEGORY = 64;
  private static final int LONGEST_KEY = 256;
  private static final long EARLIEST = 86_400_000;
  private static final long LATEST = 5_000;
  private static final long LONGEST_LIFE = 366 * 86_400_000L;
  private static final int TEXTS_OF_AN_EVENT = 5;

  private EntryBytes() {}

  static byte[] encode(Entry entry) {
    var texts = new LinkedHashMap<String, Integer>();
    var events = new ByteArrayOutputStream();
    var all = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(events);
        var head = new DataOutputStream(all)) {
      for (var event : entry.events()) {
        for (var text : List.of(event.key(), event.category(), event.sessionId(), event.userId())) {
          var number = texts.putIfAbsent(text, texts.size());
          out.writeShort(number == null ? texts.size() - 1 : number);
        }
        out.writeLong(event.hit() ? ~event.atMillis() : event.atMillis());
      }
      out.writeShort(entry.fresh().size());
      for (var fresh : entry.fresh()) {
        var number = texts.putIfAbsent(fresh.key(), texts.size());
        out.writeShort(number == null ? texts.size() - 1 : number);
        out.writeLong(fresh.atMillis());
        out.writeLong(fresh.expiresAtMillis());
      }
      head.writeByte(VERSION);
      head.writeLong(entry.process());
      head.writeLong(entry.number());
      head.writeLong(entry.eventsBefore());
      head.writeInt(entry.accesses());
      head.writeInt(entry.cycleWarms());
      head.writeInt(entry.eventWarms());
      head.writeShort(texts.size());
      for (var text : texts.keySet()) {
        head.writeUTF(text);
      }
      head.writeShort(entry.events().size());
      events.writeTo(head);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return all.toByteArray();
  }

  /** @param nowMillis events of a day before, or of more than moments after, are passed over */
  static Optional<Entry> decode(byte[] bytes, long nowMillis) {
    if (bytes.length > MOST_BYTES) {
      return Optional.empty();
    }
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      long process = in.readLong();
      long number = in.readLong();
      long before = in.readLong();
      int accesses = in.readInt();
      int cycleWarms = in.readInt();
      int eventWarms = in.readInt();
      var texts = texts(in);
      var events = events(in, texts, nowMillis);
      var fresh = fresh(in, texts, nowMillis);
      boolean sound = number > 0
          && before >= 0
          && isCount(accesses)
          && isCount(cycleWarms)
          && isCount(eventWarms)
          && in.available() == 0;
      return sound
          ? Optional.of(
              new Entry(process, number, before, accesses, cycleWarms, eventWarms, fresh, events))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  private static boolean isCount(int count) {
    return count >= 0 && count <= MOST_COUNT;
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    if (count > TEXTS_OF_AN_EVENT * AccessExchange.MOST_EVENTS) {
      throw new IllegalArgumentException("too many texts");
    }
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readUTF());
    }
    return texts;
  }

  private static List<ItemAccess> events(DataInputStream in, List<String> texts, long nowMillis)
      throws IOException {
    int count = in.readUnsignedShort();
    if (count > AccessExchange.MOST_EVENTS) {
      throw new IllegalArgumentException("too many events");
    }
    var events = new ArrayList<ItemAccess>();
    for (int i = 0; i < count; i++) {
      var key = text(in, texts, LONGEST_KEY);
      var category = text(in, texts, LONGEST_CATEGORY);
      var session = text(in, texts, LONGEST_NAME);
      var user = text(in, texts, LONGEST_NAME);
      long moment = in.readLong();
      long at = moment < 0 ? ~moment : moment;
      if (key.isEmpty()) {
        throw new IllegalArgumentException("no key");
      }
      if (at >= nowMillis - EARLIEST && at <= nowMillis + LATEST) {
        events.add(
            new ItemAccess("", key, at, 0, moment < 0, category, List.of(), 0, user, session));
      }
    }
    return events;
  }

  private static List<Fresh> fresh(DataInputStream in, List<String> texts, long nowMillis)
      throws IOException {
    int count = in.readUnsignedShort();
    if (count > AccessExchange.MOST_EVENTS) {
      throw new IllegalArgumentException("too many fresh values");
    }
    var fresh = new ArrayList<Fresh>();
    for (int i = 0; i < count; i++) {
      var key = text(in, texts, LONGEST_KEY);
      long at = in.readLong();
      long until = in.readLong();
      boolean sound = !key.isEmpty()
          && at >= nowMillis - EARLIEST
          && at <= nowMillis + LATEST
          && until >= at
          && until <= at + LONGEST_LIFE;
      if (sound) {
        fresh.add(new Fresh(key, at, until));
      }
    }
    return fresh;
  }

  private static String text(DataInputStream in, List<String> texts, int longest)
      throws IOException {
    int number = in.readUnsignedShort();
    var text = number < texts.size() ? texts.get(number) : "";
    if (number >= texts.size()
        || text.length() > longest
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("no text of ours");
    }
    return text;
  }
}
