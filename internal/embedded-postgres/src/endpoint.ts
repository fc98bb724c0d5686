import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Endpoint } from './claim.js';
import { isPostmaster, readPidFile } from './postmaster.js';

/** Only a part of the socket's name. No server listens on this TCP port. */
const SOCKET_PORT = 5432;
/** The kernel's limit for the name of a socket: 103 bytes on macOS, four more on Linux. */
const SOCKET_NAME_MAX_BYTES = 103;
const LOOPBACK = '127.0.0.1';

/**
 * The directory of the unix socket. It is undefined if the socket's name is too long, or has a
 * character that PostgreSQL's list of directories would need quoted. The server then listens on a
 * random port of the loopback interface. There, only the password keeps other users of the machine
 * out.
 */
export function usableSocketDir(socketDir: string): string | undefined {
  const socket = join(socketDir, `.s.PGSQL.${SOCKET_PORT}`);
  const fits = Buffer.byteLength(socket) <= SOCKET_NAME_MAX_BYTES;
  return fits && /^[\w./@:+~-]+$/.test(socketDir) ? socketDir : undefined;
}

export function listenSettings(socketDir: string | undefined) {
  return {
    listen_addresses: socketDir === undefined ? LOOPBACK : '',
    unix_socket_directories: socketDir ?? '',
    unix_socket_permissions: '0700',
  };
}

/** A port for the next launch. If another program takes it first, that start fails. */
export async function choosePort(socketDir: string | undefined): Promise<number> {
  if (socketDir !== undefined) return SOCKET_PORT;
  const probe = createServer().listen(0, LOOPBACK);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP port was expected');
  return address.port;
}

/** The address of a server of this cluster, if there is one. */
export async function findEndpoint(
  cluster: string,
  socketDir: string | undefined,
): Promise<Endpoint | undefined> {
  if (socketDir !== undefined) return { host: socketDir, port: SOCKET_PORT };
  const recorded = await readPidFile(cluster);
  if (recorded === undefined || !(await isPostmaster(recorded.pid, cluster))) return undefined;
  return { host: LOOPBACK, port: recorded.port };
}
