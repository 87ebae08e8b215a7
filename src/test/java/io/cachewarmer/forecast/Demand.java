package io.cachewarmer.forecast;

import io.cachewarmer.popularity.CategoryView;
import io.cachewarmer.popularity.DemandSnapshot;
import io.cachewarmer.popularity.HourOfWeekProfile;
import io.cachewarmer.popularity.PatternView;
import io.cachewarmer.popularity.PatternView.Related;
import io.cachewarmer.popularity.PromptView;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/** Snapshots of demand, put together by hand. */
public final class Demand {

  public static final long HOUR = 3_600_000;

  private final long at;
  private final List<PatternView> patterns = new ArrayList<>();
  private final List<PromptView> prompts = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private double days = 20;

  private Demand(long at) {
    this.at = at;
  }

  public static Demand at(String local, ZoneId zone) {
    return new Demand(LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli());
  }

  public static Demand at(Moment moment) {
    return new Demand(moment.atMillis());
  }

  public static Moment moment(String local, ZoneId zone) {
    long at = LocalDateTime.parse(local).atZone(zone).toInstant().toEpochMilli();
    return new Moment(at, zone, HOUR);
  }

  public static HourOfWeekProfile flat(double total) {
    float[] hours = new float[HourOfWeekProfile.HOURS];
    Arrays.fill(hours, (float) (total / HourOfWeekProfile.HOURS));
    return HourOfWeekProfile.fromArray(hours);
  }

  /** All at these hours of every day. */
  public static HourOfWeekProfile daily(double total, int... hours) {
    float[] counts = new float[HourOfWeekProfile.HOURS];
    for (int hour : hours) {
      for (int day = 0; day < 7; day++) {
        counts[day * 24 + hour] += (float) (total / 7 / hours.length);
      }
    }
    return HourOfWeekProfile.fromArray(counts);
  }

  public static PatternView pattern(String key, String category, HourOfWeekProfile profile) {
    double count = profile.total();
    return new PatternView(
        key, category, count, count / 10, 0.5, 100, 2_000, 0, 0.8, List.of(), profile);
  }

  public static PatternView with(PatternView p, double count, double recent, double score) {
    return new PatternView(
        p.key(),
        p.category(),
        count,
        recent,
        p.hitShare(),
        p.loadMillis(),
        p.bytes(),
        p.lastAccessMillis(),
        score,
        p.related(),
        p.profile());
  }

  public static PatternView related(PatternView p, Related... related) {
    return new PatternView(
        p.key(),
        p.category(),
        p.count(),
        p.recentCount(),
        p.hitShare(),
        p.loadMillis(),
        p.bytes(),
        p.lastAccessMillis(),
        p.score(),
        List.of(related),
        p.profile());
  }

  public Demand days(double exposure) {
    days = exposure;
    return this;
  }

  public Demand add(PatternView pattern) {
    patterns.add(pattern);
    return this;
  }

  public Demand prompt(PatternView pattern, String model, String query) {
    prompts.add(new PromptView(pattern, model, query, ""));
    return this;
  }

  public Demand asked(String key) {
    asked.add(key);
    return this;
  }

  public DemandSnapshot snapshot() {
    var categories = new HashMap<String, CategoryView>();
    patterns.forEach(p -> categories.merge(p.category(), view(p.category(), p), Demand::plus));
    var store = patterns.stream()
        .map(p -> view("", p))
        .reduce(new CategoryView("", 0, 0, HourOfWeekProfile.empty()), Demand::plus);
    return new DemandSnapshot(
        at, days, (long) store.count(), patterns, prompts, categories, store, asked);
  }

  private static CategoryView view(String category, PatternView p) {
    return new CategoryView(category, p.count(), p.recentCount(), p.profile());
  }

  private static CategoryView plus(CategoryView a, CategoryView b) {
    float[] sum = a.profile().toArray();
    for (int h = 0; h < sum.length; h++) {
      sum[h] += b.profile().at(h);
    }
    return new CategoryView(
        a.category(),
        a.count() + b.count(),
        a.recentCount() + b.recentCount(),
        HourOfWeekProfile.fromArray(sum));
  }
}
