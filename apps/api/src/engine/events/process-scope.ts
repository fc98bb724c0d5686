import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * Names the set of processes within which process ids can be compared. Two processes with the same
 * scope and the same id cannot be alive at the same time. A process that cannot be seen in its own
 * scope is gone.
 *
 * On Linux the scope is less than a machine, because containers have ids of their own. Two
 * containers may have the same host name, share a folder, and each be process 1.
 */
export async function readProcessScope(): Promise<string> {
  const parts = await Promise.all([
    readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    readlink('/proc/self/ns/pid'),
    // Other systems have no such files, and one set of ids for each machine.
  ]).catch(() => []);
  const text = [hostname(), ...parts].join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
