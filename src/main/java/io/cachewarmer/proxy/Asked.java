package io.cachewarmer.proxy;

import io.cachewarmer.prompt.PromptKey;
import io.cachewarmer.prompt.PromptRequest;
import io.cachewarmer.proxy.json.JsonMaps;
import io.cachewarmer.proxy.upstream.Upstream.Ask;
import io.vertx.core.buffer.Buffer;

/**
 * A request for an answer, understood.
 *
 * @param body as it goes upstream
 * @param key under which the answer is kept
 * @param question the key under which the learner knows what is asked; empty when it does not
 * @param words the user's own
 */
record Asked(
    PromptRequest request,
    Ask ask,
    Buffer body,
    String tenant,
    String key,
    String question,
    String words) {

  static Asked of(Kept.Request kept, String digest, Wordings wordings) {
    var request = kept.asked();
    String words = Diary.cut(request.text());
    boolean learned = !words.isEmpty() && !request.model().isEmpty();
    var upstream = request.upstreamBody();
    return new Asked(
        request,
        kept.ask(),
        upstream.equals(request.body()) ? kept.body() : JsonMaps.write(upstream),
        kept.tenant(),
        request.normalised(wordings.on(request.route())).key(digest, kept.tenant()),
        learned ? PromptKey.of(request.model(), words) : "",
        words);
  }

  Kept.Request toKeep() {
    return new Kept.Request(request, ask, body, tenant);
  }
}
