import type { Logger } from 'pino';
import { banner, type Listening, ROOT_KEY_SENTENCES } from './banner.js';

/** Tells the person at the terminal, and the log what an operator should look into. */
export function announce(start: Listening, log: Logger): void {
  if (start.rootKeyUse.kind === 'ignored') {
    log.warn({ event: 'root_key_ignored' }, ROOT_KEY_SENTENCES.ignored);
  }
  process.stdout.write(banner(start));
}
