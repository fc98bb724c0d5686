import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';
import type { EngineSession } from './chdb.js';
import type { formatRule } from './formats.js';

const pack = promisify(gzip);

export interface Reply {
  readonly res: ServerResponse;
  readonly format: string;
  readonly rule: ReturnType<typeof formatRule>;
  readonly wantsGzip: boolean;
  readonly setSummary: (figures: Record<string, number>) => void;
  readonly signal: AbortSignal;
}

/** Runs a query and sends its result, row by row where the format allows it. */
export async function sendResult(session: EngineSession, sql: string, reply: Reply): Promise<void> {
  if (reply.rule.isStreamed && /^[\s(]*(?:select|with)\b/i.test(sql)) {
    await sendStream(session, sql, reply);
    return;
  }
  const { res, format, rule, wantsGzip, setSummary } = reply;
  const result = await session.queryAsync(sql, { format });
  if (reply.signal.aborted) return;
  setSummary({
    read_rows: result.rowsRead,
    read_bytes: result.bytesRead,
    elapsed_ns: Math.round(result.elapsed * 1e9),
  });
  const bytes = result.bytes();
  writeHead(reply, rule.contentType);
  res.end(wantsGzip ? await pack(bytes) : bytes);
}

/**
 * The head is sent with the first rows, so that a query that fails at once is told as a failure. The
 * engine makes the next rows only when the client has taken most of these.
 */
async function sendStream(session: EngineSession, sql: string, reply: Reply): Promise<void> {
  const { res, format, rule, wantsGzip, signal } = reply;
  const stream = session.queryStream(sql, { format });
  let out: Writable | undefined;
  try {
    for await (const chunk of stream) {
      if (signal.aborted) return;
      out ??= startBody(reply);
      if (!out.write(Buffer.from(chunk.raw()))) await drained(out, signal);
    }
  } finally {
    stream.cancel();
  }
  if (signal.aborted) return;
  if (out === undefined) {
    writeHead(reply, rule.contentType);
    res.end(wantsGzip ? await pack('') : '');
    return;
  }
  out.end();
  await finished(res).catch(() => {});
}

function startBody(reply: Reply): Writable {
  writeHead(reply, reply.rule.contentType);
  if (!reply.wantsGzip) return reply.res;
  const packer = createGzip();
  packer.pipe(reply.res);
  return packer;
}

async function drained(out: Writable, signal: AbortSignal): Promise<void> {
  await once(out, 'drain', { signal });
}

function writeHead({ res, format, wantsGzip }: Reply, contentType: string): void {
  res.setHeader('Content-Type', contentType);
  res.setHeader('X-ClickHouse-Format', format);
  if (wantsGzip) res.setHeader('Content-Encoding', 'gzip');
  res.writeHead(200);
}

export function sendText(res: ServerResponse, status: number, text: string): void {
  res.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  res.writeHead(status);
  res.end(text);
}
