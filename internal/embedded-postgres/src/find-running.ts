import { readFile, realpath } from 'node:fs/promises';
import { layoutOf, SUPERUSER } from './cluster.js';
import { findEndpoint, usableSocketDir } from './endpoint.js';
import { errorCode } from './errors.js';
import type { PostgresConnection } from './supervise.js';

/**
 * The address of the server that another process owns, for a command that runs beside it. The
 * command is a guest: its sessions end when the owner stops the server. Undefined if there is no
 * cluster here, or no trace of a server of it.
 */
export async function findRunningPostgres(options: {
  dataDir: string;
  database: string;
}): Promise<PostgresConnection | undefined> {
  try {
    const layout = layoutOf(await realpath(options.dataDir));
    const password = (await readFile(layout.passwordFile, 'utf8')).trim();
    const endpoint = await findEndpoint(layout.cluster, usableSocketDir(layout.socketDir));
    if (endpoint === undefined) return undefined;
    return { ...endpoint, user: SUPERUSER, password, database: options.database };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
