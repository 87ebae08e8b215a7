package io.cachewarmer.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class PiecesTest {

  private final Pieces pieces = new Pieces();

  @Test
  void aBodyInOnePieceIsHandedOnAsItCame() {
    var body = Buffer.buffer("{}");
    pieces.add(body);
    assertThat(pieces.joined()).isSameAs(body);
  }

  @Test
  void nothingIsAnEmptyBody() {
    assertThat(pieces.joined().length()).isZero();
  }

  @Test
  void manySmallPiecesTakeFewBuffers() {
    for (int i = 0; i < 100_000; i++) {
      pieces.add(Buffer.buffer("x"));
    }
    assertThat(pieces.count()).isEqualTo(1);
    assertThat(pieces.length()).isEqualTo(100_000);
    assertThat(pieces.joined().toString()).isEqualTo("x".repeat(100_000));
  }

  @Test
  void piecesAreJoinedInTheirOrder() {
    pieces.add(Buffer.buffer("a".repeat(5_000)));
    pieces.add(Buffer.buffer("b"));
    pieces.add(Buffer.buffer("c".repeat(5_000)));
    assertThat(pieces.count()).isEqualTo(2);
    assertThat(pieces.joined().toString()).isEqualTo("a".repeat(5_000) + "b" + "c".repeat(5_000));
    pieces.clear();
    assertThat(pieces.length()).isZero();
    assertThat(pieces.joined().length()).isZero();
  }
}
