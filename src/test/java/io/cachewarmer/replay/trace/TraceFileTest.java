package io.cachewarmer.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {

  private static final String HEADER = "timestamp_ms,item_id,category,session_id,user_id\n";

  @TempDir
  private Path folder;

  private final LineAccount account = new LineAccount();

  @Test
  void columnsAreReadAndTheLastThreeMayBeEmpty() throws IOException {
    var trace = read(HEADER + "1,milk,dairy,s1,u1\n1,bread,,,\n5,milk,dairy,s2,\n");
    assertThat(trace.size()).isEqualTo(3);
    assertThat(trace.items()).isEqualTo(2);
    assertThat(trace.timeAt(2)).isEqualTo(5);
    assertThat(trace.itemName(trace.itemAt(2))).isEqualTo("milk");
    assertThat(trace.categoryAt(0)).isEqualTo("dairy");
    assertThat(trace.sessionAt(0)).isEqualTo("s1");
    assertThat(trace.userAt(0)).isEqualTo("u1");
    assertThat(trace.categoryAt(1) + trace.sessionAt(1) + trace.userAt(1)).isEmpty();
    assertThat(account.complaints()).isEmpty();
  }

  @Test
  void aQuotedFieldMayHoldCommasAndQuotes() throws IOException {
    var trace = read("\uFEFF" + HEADER + "1,\"milk, \"\"fresh\"\"\",,\"\",u\r\n\n2,x,,,\r\n");
    assertThat(trace.itemName(0)).isEqualTo("milk, \"fresh\"");
    assertThat(trace.userAt(0)).isEqualTo("u");
    assertThat(trace.size()).isEqualTo(2);
  }

  @Test
  void gzipIsToldByItsFirstBytes() throws IOException {
    Path file = folder.resolve("trace.csv");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((HEADER + "1,a,,,\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(TraceFile.read(file, account).size()).isEqualTo(1);
    assertThat(TraceFile.read(file, account).name()).isEqualTo("trace.csv");
  }

  @Test
  void aNameThatPromisesGzipIsTakenAtItsWord() throws IOException {
    Path file = folder.resolve("trace.csv.gz");
    Files.writeString(file, HEADER);
    assertThatThrownBy(() -> TraceFile.read(file, account))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void badLinesAreNamedByNumberAndLeftOut() throws IOException {
    var text = new StringBuilder(HEADER);
    text.append("100,a,,,\n");
    text.append("101,a,,\n");
    text.append("soon,a,,,\n");
    text.append("102,,,,\n");
    text.append("99,a,,,\n");
    text.append("103,").append("é".repeat(129)).append(",,,\n");
    text.append("104,\"a,,,\n");
    text.append("-1,a,,,\n");
    text.append("105,").append("é".repeat(128)).append(",,,\n");
    for (int i = 0; i < 1000; i++) {
      text.append(200 + i).append(",a,,,\n");
    }
    var trace = read(text.toString());
    assertThat(trace.size()).isEqualTo(1002);
    assertThat(account.complaints())
        .containsExactly(
            "line 3: it has 4 columns, not 5",
            "line 4: its timestamp is not a whole number of milliseconds",
            "line 5: its item is empty",
            "line 6: its time goes backwards",
            "line 7: its item is longer than 256 bytes",
            "line 8: a quote is opened and not closed",
            "line 9: its time lies outside of the years 1970 to 9999",
            "7 of 1009 lines cannot be used");
  }

  @Test
  void onlyTheFirstTenBadLinesAreNamed() throws IOException {
    var text = new StringBuilder(HEADER);
    for (int i = 0; i < 2000; i++) {
      text.append(i % 100 == 50 ? "x" : "" + i).append(",a,,,\n");
    }
    assertThat(read(text.toString()).size()).isEqualTo(1980);
    assertThat(account.complaints())
        .hasSize(11)
        .last()
        .isEqualTo("20 of 2000 lines cannot be used");
  }

  @Test
  void moreThanOneBadLineInAHundredIsAnError() {
    assertThatThrownBy(() -> read(HEADER + "1,a,,,\n".repeat(98) + "x,a,,,\n".repeat(1)))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("1 of its 99 lines are bad, more than 1 %");
  }

  @Test
  void aFileWithoutTheHeaderIsNoTrace() {
    assertThatThrownBy(() -> read("1,a,,,\n"))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("its first line must be timestamp_ms,item_id");
    assertThatThrownBy(() -> read("")).isInstanceOf(UnusableTrace.class);
    assertThatThrownBy(() -> TraceFile.read(folder.resolve("absent.csv"), account))
        .isInstanceOf(UnusableTrace.class)
        .hasMessageContaining("does not exist");
  }

  private Trace read(String text) throws IOException {
    Path file = folder.resolve("trace.csv");
    Files.writeString(file, text);
    return TraceFile.read(file, account);
  }
}
