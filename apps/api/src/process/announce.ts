import type { Logger } from 'pino';
import type { RootKeyUse } from '../operations/installation/set-up.js';
import { banner, ROOT_KEY_SENTENCES } from './banner.js';

/** Tells the person at the terminal, and the log what an operator should look into. */
export function announce(
  start: { readonly url: string; readonly rootKeyUse: RootKeyUse },
  log: Logger,
): void {
  if (start.rootKeyUse.kind === 'ignored') {
    log.warn({ event: 'root_key_ignored' }, ROOT_KEY_SENTENCES.ignored);
  }
  process.stdout.write(banner(start));
}
