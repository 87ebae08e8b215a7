// Drives the official clients against the Ollama door: everything is asked twice, and the second answer has
// to be a hit that the client reads as it read the first. Usage: node drive.mjs http://127.0.0.1:PORT
import assert from 'node:assert/strict';

const door = process.argv[2];
const realFetch = globalThis.fetch;
let caches = [];
globalThis.fetch = async (...args) => {
  const response = await realFetch(...args);
  caches.push(response.headers.get('x-cache'));
  return response;
};

const { Ollama } = await import('ollama');
const { default: OpenAI } = await import('openai');
const { ChatOllama, OllamaEmbeddings } = await import('@langchain/ollama');

const model = 'llama3.2:3b';
const vectors = 'nomic-embed-text';
const chat = (content) => [{ role: 'user', content }];

async function twice(name, ask, expected = ['MISS', 'HIT']) {
  const answers = [];
  const told = [];
  for (let i = 0; i < 2; i++) {
    caches = [];
    answers.push(await ask());
    told.push(caches.at(-1));
  }
  assert.deepEqual(told, expected, name);
  assert.deepEqual(answers[1], answers[0], name);
  assert.ok(JSON.stringify(answers[0]).length > 10, name);
  console.log(`${name}: ${told.join(', ')}`);
}

async function collect(parts, take) {
  let text = '';
  let last;
  for await (const part of await parts) {
    text += take(part) ?? '';
    last = part;
  }
  return { text, last };
}

const ollama = new Ollama({ host: door });
await twice('ollama generate', () => ollama.generate({ model, prompt: 'one' }));
await twice('ollama generate, stream', async () => {
  const { text, last } = await collect(
    ollama.generate({ model, prompt: 'two', stream: true }), (part) => part.response);
  return { text, done: last.done_reason, tokens: last.eval_count, context: last.context };
});
await twice('ollama chat', () => ollama.chat({ model, messages: chat('three') }));
await twice('ollama chat, stream', async () => {
  const { text, last } = await collect(
    ollama.chat({ model, messages: chat('four'), stream: true }), (part) => part.message.content);
  return { text, done: last.done_reason, tokens: last.eval_count };
});
await twice('ollama embed', () => ollama.embed({ model: vectors, input: ['five', 'six'] }));
await twice('ollama list', () => ollama.list(), ['BYPASS', 'BYPASS']);

const openai = new OpenAI({ baseURL: `${door}/v1`, apiKey: 'unused', maxRetries: 0, fetch });
await twice('openai chat', () => openai.chat.completions.create({ model, messages: chat('seven') }));
await twice('openai chat, stream', async () => {
  const { text, last } = await collect(
    openai.chat.completions.create({ model, messages: chat('eight'), stream: true }),
    (part) => part.choices[0]?.delta?.content);
  return { text, usage: last.usage ?? null };
});
await twice('openai chat, stream with usage', async () => {
  const { text, last } = await collect(
    openai.chat.completions.create({
      model, messages: chat('eight'), stream: true, stream_options: { include_usage: true } }),
    (part) => part.choices[0]?.delta?.content);
  assert.equal(last.usage.completion_tokens, 8);
  return { text, usage: last.usage };
}, ['HIT', 'HIT']);
await twice('openai completions', () => openai.completions.create({ model, prompt: 'nine' }));
await twice('openai embeddings', () =>
  openai.embeddings.create({ model: vectors, input: 'ten', encoding_format: 'float' }));
await assert.rejects(
  openai.chat.completions.create(
    { model, messages: chat('never asked') }, { headers: { 'Cache-Control': 'only-if-cached' } }),
  (error) => error.status === 504 && /not in the cache/.test(error.message));
await assert.rejects(ollama.generate({ model, prompt: 'busy' }), /server busy/);

const langchain = new ChatOllama({ baseUrl: door, model });
await twice('langchain invoke', async () => {
  const { content, usage_metadata } = await langchain.invoke('eleven');
  return { content, usage_metadata };
});
await twice('langchain stream', async () =>
  (await collect(langchain.stream('twelve'), (part) => part.content)).text);
const embeddings = new OllamaEmbeddings({ baseUrl: door, model: vectors });
await twice('langchain embeddings', () => embeddings.embedDocuments(['thirteen', 'fourteen']));
console.log('all clients are content');
