package io.cachewarmer.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands the record itself to the receiver. Nothing is ever encoded: topics do not leave the node. */
final class ByReference implements MessageCodec<Message, Message> {

  static final String NAME = "cache-warmer-message";

  @Override
  public Message transform(Message message) {
    return message;
  }

  @Override
  public void encodeToWire(Buffer buffer, Message message) {
    throw new UnsupportedOperationException("local topic, not for the wire: " + message);
  }

  @Override
  public Message decodeFromWire(int position, Buffer buffer) {
    throw new UnsupportedOperationException("local topic, not for the wire");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
