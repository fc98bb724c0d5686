import type { FetchResponse } from './options.js';

/**
 * The most that is read of an answer. Pages of lists have a few megabytes. A server or a proxy that
 * sends without end, or few compressed bytes that become many, must not fill the memory.
 */
export const ANSWER_BYTES_MAX = 32 * 1024 * 1024;

/** The text of an answer; undefined if it is larger than the client reads. */
export async function readBody(response: FetchResponse): Promise<string | undefined> {
  const { headers } = response;
  // Some replacements of `fetch` have a stream of Node here.
  const body = response.body && 'getReader' in response.body ? response.body : undefined;
  const announced = headers.get('content-length');
  // Of a compressed answer, the length says nothing. Otherwise HTTP guarantees it, and `text()` is
  // the fastest way to read.
  if (announced !== null && headers.get('content-encoding') === null) {
    if (Number(announced) <= ANSWER_BYTES_MAX) return response.text();
    await body?.cancel().catch(() => {});
    return undefined;
  }
  return body ? readStream(body) : response.text();
}

async function readStream(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel().catch(() => {});
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
