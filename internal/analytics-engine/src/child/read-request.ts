import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DATABASE } from '../layout.js';
import { EngineFailure } from './failures.js';
import { checkSetting, isWithoutEffect, type Settings } from './settings.js';

const QUERY_ID = /^[\w:.-]{1,128}$/;
const PARAMETER_NAME = /^\w{1,64}$/;
/** Names of workspaces, and nothing that the engine or the service has for itself. */
const READER_DATABASE = /^[A-Za-z][\w-]{0,63}$/;
const RESERVED = new Set(['system', 'information_schema']);
const NO_MEANING = new Set(['user', 'password', 'role', 'compress', 'decompress', 'session_id']);

/** What the address and the headers of a request say, before its body is read. */
export interface RequestHead {
  readonly queryId: string | undefined;
  /** Undefined: the service itself, in its own database. */
  readonly workspace: string | undefined;
  readonly settings: Settings;
  readonly parameters: ReadonlyMap<string, string>;
  readonly defaultFormat: string | undefined;
  readonly queryInAddress: string | undefined;
  readonly wantsGzip: boolean;
}

export function readHead(req: IncomingMessage): RequestHead {
  const { searchParams } = new URL(req.url ?? '/', 'http://engine');
  const workspace = readWorkspace(searchParams.get('database'));
  const settings = new Map<string, string>();
  const parameters = new Map<string, string>();
  for (const [name, value] of searchParams) {
    if (OWN_NAMES.has(name) || isWithoutEffect(name)) continue;
    if (name.startsWith('param_')) addParameter(parameters, name.slice('param_'.length), value);
    else addSetting(settings, name, value, workspace !== undefined);
  }
  const acceptsGzip = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
  return {
    queryId: readQueryId(searchParams.get('query_id')),
    workspace,
    settings,
    parameters,
    defaultFormat:
      searchParams.get('default_format') ?? headerText(req, 'x-clickhouse-format') ?? undefined,
    queryInAddress: searchParams.get('query') ?? undefined,
    wantsGzip: acceptsGzip && searchParams.get('enable_http_compression') === '1',
  };
}

const OWN_NAMES = new Set([
  'database',
  'default_format',
  'enable_http_compression',
  'query',
  'query_id',
]);

function readWorkspace(database: string | null): string | undefined {
  if (database === null || ['', DATABASE, 'default'].includes(database)) return undefined;
  if (READER_DATABASE.test(database) && !RESERVED.has(database.toLowerCase())) return database;
  throw new EngineFailure('UNKNOWN_DATABASE', 'There is no such database.');
}

function readQueryId(value: string | null): string | undefined {
  if (value === null) return undefined;
  if (QUERY_ID.test(value)) return value;
  throw new EngineFailure('BAD_ARGUMENTS', 'query_id has characters that it must not have.');
}

function addParameter(parameters: Map<string, string>, name: string, value: string): void {
  if (!PARAMETER_NAME.test(name)) {
    throw new EngineFailure('BAD_ARGUMENTS', 'The name of a parameter is not valid.');
  }
  parameters.set(name, value);
}

function addSetting(
  settings: Map<string, string>,
  name: string,
  value: string,
  isReader: boolean,
): void {
  if (NO_MEANING.has(name)) {
    throw new EngineFailure('BAD_ARGUMENTS', `${name} has no meaning on this socket.`);
  }
  checkSetting(name, value, isReader);
  settings.set(name, value);
}

function headerText(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The whole body, unpacked. A body that breaks off is an error, never a shorter body: half of a batch
 * must not be inserted.
 */
export async function readBody(req: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const encoding = headerText(req, 'content-encoding') ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new EngineFailure('BAD_ARGUMENTS', 'Send the body as it is, or packed by gzip.');
  }
  return collect(encoding === 'gzip' ? unpacked(req) : req, bytesMax);
}

function unpacked(req: IncomingMessage): Readable {
  const gunzip = createGunzip();
  req.on('error', (error) => gunzip.destroy(error));
  req.on('aborted', () => gunzip.destroy(new Error('the client left')));
  return req.pipe(gunzip);
}

async function collect(source: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) throw new Error('the body of a request comes as bytes');
    bytes += chunk.length;
    if (bytes > bytesMax) {
      throw new EngineFailure('BAD_ARGUMENTS', `The body has more than ${bytesMax} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
