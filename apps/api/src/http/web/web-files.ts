import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** One file of a web app, in every form that it is sent in. All answers share the bytes. */
export interface WebFile {
  readonly type: string;
  readonly forms: readonly WebForm[];
  /** Its name has the digest of its content, so it never changes. */
  readonly isFixed: boolean;
}

export interface WebForm {
  /** As in Accept-Encoding. `identity`: as it is. */
  readonly encoding: string;
  readonly tag: string;
  readonly body: Buffer;
}

/** By path below the folder, such as `assets/index-1a2b.js`. */
export type WebFiles = ReadonlyMap<string, WebFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** What the build has compressed, the smallest form first. */
const COMPRESSED = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

/** The files that the build of the dashboard has left, or `undefined` if it was not built. */
export async function readDashboard(): Promise<WebFiles | undefined> {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('@unlatch/dashboard/package.json');
  return readWebFiles(path.join(path.dirname(manifest), 'dist'));
}

/**
 * Reads a folder once, at the start. Its files are small and few, and a path of a request is only
 * ever looked up among their names: it reaches no file system.
 */
export async function readWebFiles(folder: string): Promise<WebFiles | undefined> {
  const names = await namesBelow(folder);
  if (!names.includes('index.html')) return undefined;
  const served = names.filter((name) => path.extname(name) in TYPES && !name.startsWith('.'));
  const files = await Promise.all(
    served.map(async (name) => [name, await readWebFile(folder, name, names)] as const),
  );
  return new Map(files);
}

async function readWebFile(
  folder: string,
  name: string,
  names: readonly string[],
): Promise<WebFile> {
  const plain = await readFile(path.join(folder, name));
  const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const compressed = COMPRESSED.filter(({ ending }) => names.includes(name + ending));
  const smaller = compressed.map(async ({ encoding, ending }) => ({
    encoding,
    tag: `"${digest}-${encoding}"`,
    body: await readFile(path.join(folder, name + ending)),
  }));
  return {
    type: TYPES[path.extname(name)] ?? 'application/octet-stream',
    forms: [
      ...(await Promise.all(smaller)),
      { encoding: 'identity', tag: `"${digest}"`, body: plain },
    ],
    isFixed: name.startsWith('assets/'),
  };
}

async function namesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true });
    return entries.map((entry) => entry.split(path.sep).join('/'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
