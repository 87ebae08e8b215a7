package io.cachewarmer.replay.report;

import io.cachewarmer.replay.measure.Evaluation;
import io.cachewarmer.replay.trace.Trace;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** An SVG of the hit ratio by day: the policy, on demand, and the bound. */
public final class DayChart {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 880;
  private static final int TOP = 80;
  private static final int BOTTOM = 380;
  private static final int DATES = 8;

  @SuppressWarnings("InlineFormatString") // it would bury the steps of drawing
  private static final String HEAD = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
      <style>
      svg { font-family: system-ui, "DejaVu Sans", sans-serif; font-size: 13px; }
      .paper { fill: #ffffff; } text { fill: #24292f; } .quiet { fill: #57606a; }
      .grid { stroke: #d0d7de; } .mark { stroke: #8c959f; stroke-dasharray: 2 4; }
      path { fill: none; stroke-width: 2; }
      .policy { stroke: #0969da; } .lru { stroke: #8250df; stroke-width: 1.5; }
      .bound { stroke: #bc4c00; stroke-dasharray: 6 4; stroke-width: 1.5; }
      @media (prefers-color-scheme: dark) {
      .paper { fill: #0d1117; } text { fill: #e6edf3; } .quiet { fill: #9198a1; }
      .grid { stroke: #30363d; } .mark { stroke: #6e7681; }
      .policy { stroke: #58a6ff; } .lru { stroke: #bc8cff; } .bound { stroke: #f0883e; }
      }
      </style>
      <rect class="paper" width="%1$d" height="%2$d"/>
      """;

  private final StringBuilder svg = new StringBuilder();
  private final List<DayCurve.Day> days;
  private final LocalDate first;
  private final long span;

  private DayChart(List<DayCurve.Day> days) {
    this.days = days;
    this.first = days.get(0).date();
    this.span =
        Math.max(1, ChronoUnit.DAYS.between(first, days.get(days.size() - 1).date()));
  }

  /** @param lru the hits of loading on demand into unlimited memory */
  public static String of(
      Trace trace, Result result, Evaluation evaluation, BitSet lru, ZoneId zone) {
    var chart = new DayChart(DayCurve.of(trace, zone, result.outcome().hitAt(), lru));
    return chart.draw(result, DayCurve.dateAt(trace, evaluation.first(), zone), zone);
  }

  private String draw(Result result, LocalDate counted, ZoneId zone) {
    double budget = result.setting().budget();
    svg.append(String.format(Locale.ROOT, HEAD, WIDTH, HEIGHT));
    text(
        LEFT,
        28,
        "start",
        "",
        "Hit ratio by day: " + result.trace() + ", TTL "
            + Numbers.duration(result.setting().ttlMillis()) + ", budget " + budget
            + " warms per access");
    legend(LEFT, "policy", result.policy());
    legend(LEFT + 150, "lru", "on demand");
    legend(LEFT + 300, "bound", "bound at the budget");
    axes(zone);
    if (counted.isAfter(first)) {
      mark(x(counted));
    }
    curve("bound", day -> Math.min(1, day.lru() + budget));
    curve("lru", DayCurve.Day::lru);
    curve("policy", DayCurve.Day::policy);
    return svg.append("</svg>\n").toString();
  }

  private void axes(ZoneId zone) {
    for (int percent = 0; percent <= 100; percent += 20) {
      double y = y(percent / 100.0);
      line("grid", LEFT, y, RIGHT, y);
      text(LEFT - 8, y + 4, "end", "quiet", percent + " %");
    }
    long step = Math.max(1, (span + DATES - 1) / DATES);
    for (long day = 0; day <= span; day += step) {
      var date = first.plusDays(day);
      line("grid", x(date), BOTTOM, x(date), BOTTOM + 5);
      text(x(date), BOTTOM + 20, "middle", "quiet", date.toString());
    }
    text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", "", "day (" + zone + ")");
    svg.append(String.format(
        Locale.ROOT,
        "<text x=\"18\" y=\"%1$d\" text-anchor=\"middle\" transform=\"rotate(-90 18 %1$d)\">"
            + "fresh hits</text>\n",
        (TOP + BOTTOM) / 2));
  }

  private void mark(double x) {
    line("mark", x, TOP, x, BOTTOM);
    text(x + 6, BOTTOM - 8, "start", "quiet", "counted from here");
  }

  private void legend(int x, String kind, String label) {
    svg.append(String.format(Locale.ROOT, "<path class=\"%s\" d=\"M%d 52h28\"/>\n", kind, x));
    text(x + 36, 56, "start", "", label);
  }

  private void curve(String kind, ToDoubleFunction<DayCurve.Day> share) {
    svg.append("<path class=\"").append(kind).append("\" d=\"");
    char command = 'M';
    for (var day : days) {
      svg.append(String.format(
          Locale.ROOT, "%c%.1f %.1f", command, x(day.date()), y(share.applyAsDouble(day))));
      command = 'L';
    }
    svg.append("\"/>\n");
  }

  private double x(LocalDate date) {
    return LEFT + (double) (RIGHT - LEFT) * ChronoUnit.DAYS.between(first, date) / span;
  }

  private static double y(double share) {
    return BOTTOM - (BOTTOM - TOP) * share;
  }

  private void line(String kind, double x1, double y1, double x2, double y2) {
    svg.append(String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
        kind,
        x1,
        y1,
        x2,
        y2));
  }

  private void text(double x, double y, String anchor, String kind, String label) {
    svg.append(String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        kind,
        x,
        y,
        anchor,
        label.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }
}
