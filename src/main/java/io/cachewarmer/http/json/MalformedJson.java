package io.cachewarmer.http.json;

/** Bytes that are not one strict JSON document. The message is a sentence fit for a client. */
public final class MalformedJson extends Exception {

  public MalformedJson(String message) {
    super(message, null, false, false);
  }
}
