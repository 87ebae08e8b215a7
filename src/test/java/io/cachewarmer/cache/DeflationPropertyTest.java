package io.cachewarmer.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeflationPropertyTest {

  private static final Deflation DEFLATION = new Deflation(1 << 20);

  @Property
  void whatIsDeflatedIsInflated(@ForAll byte[] value) {
    var deflated = Deflation.deflate(Buffer.buffer(value));
    assertThat(Deflation.isMarked(deflated)).isTrue();
    assertThat(DEFLATION.inflate(deflated).orElseThrow().getBytes()).isEqualTo(value);
  }

  @Property
  void anyBytesBehindTheMarkAreInflatedWithinTheCapOrNotAtAll(@ForAll byte[] noise) {
    var marked = Buffer.buffer(new byte[] {1}).appendBytes(noise);
    assertThat(new Deflation(64).inflate(marked).map(Buffer::length).orElse(0))
        .isLessThanOrEqualTo(64);
  }
}
