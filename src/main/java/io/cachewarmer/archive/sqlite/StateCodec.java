package io.cachewarmer.archive.sqlite;

import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.LearnedState.SeenId;
import io.cachewarmer.popularity.PatternState;
import io.cachewarmer.popularity.PromptState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is learned of a key as the bytes of its row. Numbers are kept bit for bit, which a REAL column
 * does not promise (it loses the sign of zero, and NaN), and the profile by its hours that are not
 * zero: most keys are asked for at few of the 168.
 */
final class StateCodec {

  private static final int VERSION = 1;

  private StateCodec() {}

  static byte[] encode(PatternState pattern) {
    var out = new ByteWriter(256);
    out.octet(VERSION);
    write(out, pattern);
    return Checksum.seal(out.toArray());
  }

  static PatternState pattern(String key, byte[] sealed) {
    return read(opened(sealed), key);
  }

  static byte[] encode(PromptState prompt) {
    var out = new ByteWriter(512 + prompt.answer().length());
    out.octet(VERSION);
    write(out, prompt.pattern());
    out.text(prompt.model());
    out.text(prompt.query());
    out.text(prompt.answer());
    return Checksum.seal(out.toArray());
  }

  static PromptState prompt(String key, byte[] sealed) {
    var in = opened(sealed);
    return new PromptState(read(in, key), in.text(), in.text(), in.text());
  }

  static byte[] encode(List<SeenId> ids) {
    var out = new ByteWriter(16 + 12 * ids.size());
    out.octet(VERSION);
    out.number(ids.size());
    long before = 0;
    for (var id : ids) {
      out.bits64(id.hash());
      out.difference(id.atMillis() - before);
      before = id.atMillis();
    }
    return Checksum.seal(out.toArray());
  }

  static List<SeenId> ids(byte[] sealed) {
    var in = opened(sealed);
    int count = in.count();
    var ids = new ArrayList<SeenId>(count);
    long at = 0;
    for (int i = 0; i < count; i++) {
      long hash = in.bits64();
      at += in.difference();
      ids.add(new SeenId(hash, at));
    }
    return ids;
  }

  private static ByteReader opened(byte[] sealed) {
    var in = Checksum.open(sealed);
    int version = in.octet();
    if (version != VERSION) {
      throw new Unreadable("has the unknown version " + version);
    }
    return in;
  }

  private static void write(ByteWriter out, PatternState p) {
    out.text(p.category());
    out.bits64(p.asOfMillis());
    out.bits64(p.lastAccessMillis());
    out.real(p.count());
    out.real(p.recentCount());
    out.real(p.hits());
    out.real(p.loadSum());
    out.real(p.loadWeight());
    out.bits32(p.bytes());
    writeProfile(out, p.profile().toArray());
    writeWeights(out, p.told());
    writeWeights(out, p.observed());
  }

  private static PatternState read(ByteReader in, String key) {
    return new PatternState(
        key,
        in.text(),
        in.bits64(),
        in.bits64(),
        in.real(),
        in.real(),
        in.real(),
        in.real(),
        in.real(),
        in.bits32(),
        readProfile(in),
        readWeights(in),
        readWeights(in));
  }

  private static void writeProfile(ByteWriter out, float[] hours) {
    int used = 0;
    for (float hour : hours) {
      used += Float.floatToRawIntBits(hour) == 0 ? 0 : 1;
    }
    out.number(used);
    for (int hour = 0; hour < hours.length; hour++) {
      int bits = Float.floatToRawIntBits(hours[hour]);
      if (bits != 0) {
        out.octet(hour);
        out.bits32(bits);
      }
    }
  }

  private static HourOfWeekProfile readProfile(ByteReader in) {
    var hours = new float[HourOfWeekProfile.HOURS];
    for (int left = in.count(); left > 0; left--) {
      int hour = in.octet();
      if (hour >= hours.length) {
        throw new Unreadable("has an hour beyond the week");
      }
      hours[hour] = in.real32();
    }
    return HourOfWeekProfile.fromArray(hours);
  }

  private static void writeWeights(ByteWriter out, Map<String, Float> weights) {
    out.number(weights.size());
    weights.forEach((key, weight) -> {
      out.text(key);
      out.bits32(Float.floatToRawIntBits(weight));
    });
  }

  private static Map<String, Float> readWeights(ByteReader in) {
    var weights = new LinkedHashMap<String, Float>();
    for (int left = in.count(); left > 0; left--) {
      weights.put(in.text(), in.real32());
    }
    return Collections.unmodifiableMap(weights);
  }
}
