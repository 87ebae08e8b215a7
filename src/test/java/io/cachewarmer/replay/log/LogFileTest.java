package io.cachewarmer.replay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cachewarmer.replay.trace.LineAccount;
import io.cachewarmer.replay.trace.Trace;
import io.cachewarmer.replay.trace.UnusableTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  private static final String COMBINED = "$remote_addr - $remote_user [$time_local] \"$request\" "
      + "$status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"";

  @TempDir
  private Path folder;

  private final LineAccount account = new LineAccount();

  @Test
  void nginxLinesBecomeAccessesSortedByTime() throws IOException {
    var trace = read(
        COMBINED,
        line("10.0.0.1", "ann", "12:00:01", "GET /items/milk?size=1 HTTP/1.1", 200)
            + line("10.0.0.2", "-", "12:00:00", "HEAD /items/br%C3%B6d HTTP/1.1", 204));
    assertThat(trace.size()).isEqualTo(2);
    assertThat(trace.itemName(0)).isEqualTo("bröd");
    assertThat(trace.itemName(1)).isEqualTo("milk");
    assertThat(trace.timeAt(0)).isEqualTo(1_582_970_400_000L);
    assertThat(trace.userAt(0)).isEmpty();
    assertThat(trace.sessionAt(0)).isEqualTo("10.0.0.2#1");
    assertThat(trace.userAt(1)).isEqualTo("ann");
    assertThat(trace.sessionAt(1)).isEqualTo("ann#1");
  }

  @Test
  void onlyReadsThatSucceededCountAndTheOthersAreNotBad() throws IOException {
    var trace = read(
        COMBINED,
        line("a", "-", "12:00:00", "POST /items/a HTTP/1.1", 200)
            + line("a", "-", "12:00:00", "GET /items/b HTTP/1.1", 404)
            + line("a", "-", "12:00:00", "GET /items/c HTTP/1.1", 304)
            + line("a", "-", "12:00:00", "", 400)
            + line("a", "-", "12:00:00", "GET / HTTP/1.1", 200)
            + line("a", "-", "12:00:00", "GET /items/d HTTP/1.1", 206));
    assertThat(trace.size()).isEqualTo(1);
    assertThat(trace.itemName(0)).isEqualTo("d");
    assertThat(account.complaints()).isEmpty();
  }

  @Test
  void halfAnHourOfSilenceBeginsASession() throws IOException {
    var trace = read(
        COMBINED,
        line("a", "-", "12:00:00", "GET /x HTTP/1.1", 200)
            + line("a", "-", "12:29:59", "GET /y HTTP/1.1", 200)
            + line("a", "-", "12:59:59", "GET /z HTTP/1.1", 200));
    assertThat(trace.sessionAt(0)).isEqualTo("a#1");
    assertThat(trace.sessionAt(1)).isEqualTo("a#1");
    assertThat(trace.sessionAt(2)).isEqualTo("a#2");
  }

  @Test
  void jsonLinesAreReadByAMapping() throws IOException {
    var trace =
        read("json:{\"time\":\"ts\",\"uri\":\"path\",\"user\":\"uid\",\"status\":\"code\"}", """
        {"ts":1582970400.25,"path":"/v1/items/milk","uid":"ann","code":200,"more":{"a":[1]}}
        {"ts":1582970401000,"path":"/v1/items/a%20b/","uid":null,"code":"200"}
        {"ts":"2020-02-29T10:00:02Z","path":"/v1/items/c","uid":"-","code":200}
        {"ts":"2020-02-29T11:00:03+01:00","path":"/v1/items/d","code":500}
        """);
    assertThat(trace.size()).isEqualTo(3);
    assertThat(trace.timeAt(0)).isEqualTo(1_582_970_400_250L);
    assertThat(trace.userAt(0)).isEqualTo("ann");
    assertThat(trace.itemName(1)).isEqualTo("a b");
    assertThat(trace.userAt(1) + trace.userAt(2)).isEmpty();
    assertThat(trace.timeAt(2)).isEqualTo(1_582_970_402_000L);
  }

  @Test
  void theItemStandsWhereThePatternSays() {
    var item = ItemOfUri.by(Pattern.compile("/items/([^?]+)"));
    assertThat(item.in("/v1/items/a/b?x=1")).contains("a/b");
    assertThat(item.in("/v1/carts/1")).isEmpty();
    assertThat(item.in("/items/100%25+%zz%4")).contains("100%+%zz%4");
    var last = ItemOfUri.lastSegment();
    assertThat(last.in("/a/b/?q=/c")).contains("b");
    assertThat(last.in("/a/b#c")).contains("b");
    assertThat(last.in("/")).isEmpty();
    assertThat(last.in("")).isEmpty();
    assertThat(last.in("/%20")).isEmpty();
  }

  @Test
  void aLineThatDiffersIsBad() throws IOException {
    var good = line("a", "-", "12:00:00", "GET /x HTTP/1.1", 200);
    read(COMBINED, good.repeat(200) + "what?\n" + good.replace("29/Feb", "30/Feb"));
    assertThat(account.complaints())
        .hasSize(3)
        .contains("line 201: it does not fit the pattern")
        .anyMatch(line -> line.startsWith("line 202: its time \"30/Feb/2020"));
    assertThatThrownBy(() -> read(COMBINED, good + "what?\n")).isInstanceOf(UnusableTrace.class);
  }

  @Test
  void aPatternThatCannotDoIsRefused() {
    assertThatThrownBy(() -> LogFormat.of("$remote_addr $request"))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("needs a time");
    assertThatThrownBy(() -> LogFormat.of("[$time_local] $status"))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("what was asked for");
    assertThatThrownBy(() -> LogFormat.of("$msec$request"))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("between $msec and $request");
    assertThatThrownBy(() -> LogFormat.of("json:{\"time\":\"t\",\"url\":\"u\"}"))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("knows no \"url\"");
    assertThatThrownBy(() -> LogFormat.of("json:[")).isInstanceOf(UnusableTrace.class);
  }

  private static String line(String address, String user, String time, String request, int status) {
    return address + " - " + user + " [29/Feb/2020:" + time + " +0200] \"" + request + "\" "
        + status + " 17 \"-\" \"curl/8\"\n";
  }

  private Trace read(String pattern, String text) throws IOException {
    Path file = folder.resolve("access.log");
    Files.writeString(file, text);
    return new LogFile(LogFormat.of(pattern), ItemOfUri.lastSegment(), "remote_user")
        .read(file, account);
  }
}
