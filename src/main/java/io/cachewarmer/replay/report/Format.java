package io.cachewarmer.replay.report;

import java.util.List;

/** How results are written. */
public enum Format {
  TABLE,
  JSON,
  CSV;

  /** @param several whether JSON is an array even of one result */
  public String results(List<Result> results, boolean several) {
    var rows = results.stream().map(Result::members).toList();
    return switch (this) {
      case TABLE -> Tables.results(results);
      case JSON -> several ? Json.array(rows) : Json.object(rows.get(0));
      case CSV -> Csv.table(rows);
    };
  }

  public String sweep(List<SweepPoint> points) {
    var rows = points.stream().map(SweepPoint::members).toList();
    return switch (this) {
      case TABLE -> Tables.sweep(points);
      case JSON -> Json.array(rows);
      case CSV -> Csv.table(rows);
    };
  }
}
