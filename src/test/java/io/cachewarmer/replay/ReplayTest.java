package io.cachewarmer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command as a user types it. */
class ReplayTest {

  private static final List<String> MEMBERS = List.of(
      "trace",
      "accesses",
      "evaluated",
      "ttlMillis",
      "budget",
      "hitRatio",
      "staleServed",
      "warmsPerAccess",
      "upstreamPerAccess",
      "precision",
      "lruHitRatio",
      "boundHitRatio",
      "capture",
      "accessesPerSecond",
      "peakHeapBytes",
      "policy");

  @TempDir
  private Path folder;

  private Path trace;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void write() throws IOException {
    trace = folder.resolve("shop.csv");
    var random = new Random(1);
    var text = new StringBuilder("timestamp_ms,item_id,category,session_id,user_id\n");
    long now = 1_600_000_000_000L;
    for (int i = 0; i < 2000; i++) {
      now += random.nextInt(600_000);
      int item = (int) (40 * random.nextDouble() * random.nextDouble());
      text.append(now).append(",\"item, ").append(item).append("\",,s,\n");
    }
    Files.writeString(trace, text);
  }

  @Test
  void jsonHasExactlyTheMembersOfTheMeasure() throws IOException {
    assertThat(run("--policy", "clairvoyant", "--format", "json")).isZero();
    var json = new ObjectMapper().readTree(out.toString());
    assertThat(namesOf(json)).isEqualTo(MEMBERS);
    assertThat(json.get("trace").textValue()).isEqualTo("shop.csv");
    assertThat(json.get("accesses").intValue()).isEqualTo(2000);
    assertThat(json.get("evaluated").intValue()).isEqualTo(1000);
    assertThat(json.get("ttlMillis").longValue()).isEqualTo(3_600_000);
    assertThat(json.get("staleServed").intValue()).isZero();
    assertThat(json.get("hitRatio").doubleValue())
        .isGreaterThan(json.get("lruHitRatio").doubleValue());
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void jsonOfAllPoliciesIsAnArray() throws IOException {
    assertThat(run("--policy", "all", "--format", "json", "--capacity", "5")).isZero();
    var json = new ObjectMapper().readTree(out.toString());
    var policies = new ArrayList<String>();
    json.forEach(one -> policies.add(one.get("policy").textValue()));
    assertThat(policies).contains("none", "lru", "lfu", "clairvoyant");
    assertThat(json.get(0).get("capacity").intValue()).isEqualTo(5);
  }

  @Test
  void csvIsAHeaderAndARowForEachPolicy() {
    assertThat(run("--policy", "all", "--format", "csv")).isZero();
    var lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo(String.join(",", MEMBERS));
    assertThat(lines).anyMatch(line -> line.startsWith("shop.csv,2000,1000,3600000,0.250000,"));
    assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void theTableHasARowForEachPolicyInColumns() {
    assertThat(run("--policy", "all", "--ttl", "90m")).isZero();
    var lines = out.toString().lines().toList();
    assertThat(lines.get(0)).startsWith("shop.csv: 2,000 accesses, of which 1,000 count; TTL 90m");
    int header = lines.indexOf("") + 1;
    assertThat(lines.get(header)).startsWith("policy ").endsWith("peak heap");
    assertThat(lines.subList(header, lines.size()))
        .allSatisfy(line -> assertThat(line).hasSize(lines.get(header).length()));
  }

  @Test
  void theSameTraceGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("1.csv");
    Path second = folder.resolve("2.csv");
    run("--policy", "clairvoyant", "--format", "json", "--decisions", first.toString());
    String before = withoutMachine(out.toString());
    run("--policy", "clairvoyant", "--format", "json", "--decisions", second.toString());
    assertThat(withoutMachine(out.toString())).isEqualTo(before);
    assertThat(first).hasSameBinaryContentAs(second);
    var rows = Files.readAllLines(first);
    assertThat(rows.get(0)).isEqualTo("timestamp_ms,item_id");
    assertThat(rows.get(1)).matches("\\d+,\"item, \\d+\"");
  }

  @Test
  void withACapacityDecisionsNameWhatLeft() throws IOException {
    Path file = folder.resolve("decisions.csv");
    assertThat(run("--policy", "lru", "--capacity", "2", "--decisions", file.toString()))
        .isZero();
    var rows = Files.readAllLines(file);
    assertThat(rows.get(0)).isEqualTo("timestamp_ms,item_id,evicted");
    assertThat(rows.get(1)).matches("\\d+,,\"item, \\d+\"");
  }

  @Test
  void theChartShowsTheThreeCurves() throws IOException {
    Path file = folder.resolve("days.svg");
    assertThat(run("--policy", "clairvoyant", "--plot", file.toString())).isZero();
    assertThat(Files.readString(file))
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains("class=\"policy\" d=\"M70.0", "class=\"lru\" d=\"M70.0", "class=\"bound\"")
        .contains(">fresh hits<", ">day (UTC)<", ">2020-09-13<", "prefers-color-scheme: dark");
  }

  @Test
  void aSweepHasALineForEachMemoryAndAColumnForEachBudget() throws IOException {
    assertThat(run("--policy", "clairvoyant", "--sweep", "--sweep-ttl", "15m,1h"))
        .isZero();
    var lines = out.toString().lines().toList();
    assertThat(lines.get(0)).contains("memory", "W 0.1", "W 0.25", "W 0.5", "W 1.0");
    assertThat(lines).hasSize(1 + 2 * 5);
    assertThat(run("--policy", "lru", "--sweep", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(out.toString())).hasSize(4 * 5);
    assertThat(run("--policy", "lru", "--sweep", "--format", "csv")).isZero();
    assertThat(out.toString()).startsWith("policy,ttlMillis,budget,hitRatio,");
  }

  @Test
  void anAccessLogIsReplayed() throws IOException {
    Path log = folder.resolve("access.log");
    Files.writeString(log, """
        10.0.0.1 - - [29/Feb/2020:12:00:00 +0000] "GET /items/milk HTTP/1.1" 200 7 "-" "curl"
        10.0.0.1 - - [29/Feb/2020:12:00:01 +0000] "GET /items/milk HTTP/1.1" 200 7 "-" "curl"
        """);
    assertThat(execute("--from-log", log.toString(), "--format", "csv", "--warmup", "0"))
        .isZero();
    assertThat(out.toString()).contains("access.log,2,2,3600000,0.250000,0.500000,0,");
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', textBlock = """
      --ttl 5x; is not a duration
      --ttl 0s; is not a duration
      --budget -1; --budget is warms per access
      --budget much; --budget
      --warmup 1; --warmup is a share
      --capacity 0; --capacity is a number
      --burst 0; --burst is a number
      --zone Mars; --zone
      --policy best; is none of
      --format xml; is none of table, json, csv
      --policy all --decisions x.csv; --decisions needs a single policy
      --sweep --plot x.svg; --plot needs a single policy
      --sweep-ttl 1h; --sweep-ttl goes with --sweep
      --from-log x; give either --trace FILE or --from-log FILE
      --nonsense; --nonsense
      """)
  void aWrongOptionIsAnsweredWithASentence(String options, String sentence) {
    assertThat(run(options.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void badLinesAreToldAndManyAreAnError() throws IOException {
    Files.writeString(trace, Files.readString(trace) + "1,late,,,\n");
    assertThat(run("--format", "csv")).isZero();
    assertThat(err.toString())
        .isEqualTo(
            String.format("line 2002: its time goes backwards%n1 of 2001 lines cannot be used%n"));
    Files.writeString(trace, Files.readString(trace) + "1,late,,,\n".repeat(30));
    assertThat(run("--format", "csv")).isEqualTo(2);
    assertThat(err.toString()).contains("31 of its 2031 lines are bad, more than 1 %");
  }

  @Test
  void aFolderThatDoesNotExistIsTold() {
    assertThat(run("--decisions", folder.resolve("absent/out.csv").toString())).isEqualTo(1);
    assertThat(err.toString()).startsWith("cannot write ").contains("there is no such folder");
  }

  @Test
  void helpTellsOfEveryOptionAndOfLogs() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("--sweep-ttl", "clairvoyant,", "$time_local", "json:{");
  }

  private int run(String... more) {
    var args = new ArrayList<>(List.of("--trace", trace.toString()));
    args.addAll(List.of(more));
    return execute(args.toArray(String[]::new));
  }

  private int execute(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    var nanos = new AtomicLong();
    return new CommandLine(new Replay(() -> nanos.addAndGet(1_000_000)))
        .setParameterExceptionHandler(new OneSentence())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private static List<String> namesOf(JsonNode json) {
    var names = new ArrayList<String>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String withoutMachine(String json) {
    return json.replaceAll("(?m)^.*(accessesPerSecond|peakHeapBytes).*$", "");
  }
}
