package io.cachewarmer.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cachewarmer.replay.measure.Figures;
import io.cachewarmer.replay.measure.Outcome;
import io.cachewarmer.replay.policy.Reliability;
import io.cachewarmer.replay.policy.Setting;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FormatTest {

  private static final Result RESULT = new Result(
      "a \"b\".csv",
      "ours",
      20,
      new Setting(90_000, 0.25, OptionalInt.of(7), OptionalLong.empty(), ZoneOffset.UTC),
      new Outcome(
          10, 5, 0, 2, 1, new BitSet(), List.of(), List.of(new Reliability(0.5, 1 / 3.0, 12))),
      new Figures(0.5, 0.2, 0.7, 0.5, 0.4, 0.65, 0.4),
      1234.5,
      77);

  @Test
  void jsonGivesSixDecimalsAndHowForecastsCameTrue() {
    assertThat(Format.JSON.results(List.of(RESULT), false)).isEqualTo("""
            {
              "trace" : "a \\"b\\".csv",
              "accesses" : 20,
              "evaluated" : 10,
              "ttlMillis" : 90000,
              "budget" : 0.250000,
              "hitRatio" : 0.500000,
              "staleServed" : 0,
              "warmsPerAccess" : 0.200000,
              "upstreamPerAccess" : 0.700000,
              "precision" : 0.500000,
              "lruHitRatio" : 0.400000,
              "boundHitRatio" : 0.650000,
              "capture" : 0.400000,
              "accessesPerSecond" : 1235,
              "peakHeapBytes" : 77,
              "policy" : "ours",
              "capacity" : 7,
              "reliability" : [ {
                "predicted" : 0.500000,
                "observed" : 0.333333,
                "count" : 12
              } ]
            }
            """);
  }

  @Test
  void csvQuotesWhatNeedsIt() {
    assertThat(Format.CSV.results(List.of(RESULT), false).lines().skip(1))
        .containsExactly("\"a \"\"b\"\".csv\",20,10,90000,0.250000,0.500000,0,0.200000,0.700000,"
            + "0.500000,0.400000,0.650000,0.400000,1235,77,ours,7");
  }

  @Test
  void theTableSaysWhatWasAskedInWords() {
    assertThat(Format.TABLE.results(List.of(RESULT), false))
        .startsWith("a \"b\".csv: 20 accesses, of which 10 count; TTL 90s, "
            + "budget 0.25 warms per access, 7 entries\n"
            + "On demand with unlimited memory 40.00 %, bound at this budget 65.00 %\n\n");
  }
}
