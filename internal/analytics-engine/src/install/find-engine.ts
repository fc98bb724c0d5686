import { readFile } from 'node:fs/promises';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../errors.js';
import { CHDB_VERSION, libraryPackage } from './pin.js';

export type FoundEngine =
  | { readonly available: true; readonly moduleDirectory: string; readonly version: string }
  | {
      readonly available: false;
      readonly reason: 'unsupported_platform' | 'not_installed' | 'other_version';
      /** For the operator. */
      readonly message: string;
    };

/**
 * Where the engine is installed unless the operator says otherwise: once for each user of the
 * machine, because it is large and the same for every data directory.
 */
export function defaultEngineDirectory(
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const caches = platform() === 'darwin' ? 'Library/Caches' : '.cache';
  const root = environment['XDG_CACHE_HOME'] || join(homedir(), caches);
  return join(root, 'unlatch', `chdb-${CHDB_VERSION}`);
}

/** Whether the engine is installed in this directory. Reads two small files and loads nothing. */
export async function findEngine(moduleDirectory: string): Promise<FoundEngine> {
  const library = libraryPackage();
  if (library === undefined) return unavailable('unsupported_platform', NO_LIBRARY);
  const [version, libraryVersion] = await Promise.all([
    readVersion(moduleDirectory, 'chdb'),
    readVersion(moduleDirectory, library),
  ]);
  if (version === undefined || libraryVersion === undefined) {
    return unavailable('not_installed', `The analytics engine is not in ${moduleDirectory}.`);
  }
  if (version !== CHDB_VERSION) {
    return unavailable(
      'other_version',
      `${moduleDirectory} has chDB ${version}, and this release needs ${CHDB_VERSION}. Install it ` +
        `with: npm install --prefix ${moduleDirectory} chdb@${CHDB_VERSION}`,
    );
  }
  return { available: true, moduleDirectory, version };
}

const NO_LIBRARY =
  'There is no analytics engine for this platform: it needs Linux with glibc, or macOS. Set ' +
  'CLICKHOUSE_URL to a ClickHouse server for SQL and charts of single events.';

function unavailable(
  reason: Extract<FoundEngine, { available: false }>['reason'],
  message: string,
): FoundEngine {
  return { available: false, reason, message };
}

/** Undefined if the package is not there, or is not complete. */
async function readVersion(directory: string, name: string): Promise<string | undefined> {
  const file = join(directory, 'node_modules', name, 'package.json');
  try {
    const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return;
    return String(manifest.version);
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
    if (isAbsent || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
