import type { FromChild } from '../messages.js';
import type { ChildEnd } from './child-process.js';

/**
 * `held`: another engine uses these files. `not_loaded`: the library is not usable. `no_resources`:
 * the files may be well, but the disk is full, memory is short, or access is denied. `damaged`: the
 * files cannot be opened for any other reason. `ended`: it says nothing about the files.
 */
export type EndKind = 'held' | 'not_loaded' | 'no_resources' | 'damaged' | 'ended';

const HELD = /Cannot lock file|Another server instance/i;
const SHORT =
  /No space left|MEMORY_LIMIT_EXCEEDED|CANNOT_ALLOCATE|bad_alloc|Too many open files|Permission denied|Read-only file system/i;
const CRASHES = new Set(['SIGABRT', 'SIGBUS', 'SIGILL', 'SIGSEGV']);

export interface EndOfChild {
  readonly end: ChildEnd;
  readonly failure: Extract<FromChild, { kind: 'failed' }> | undefined;
  /** What the library printed last. Only there it says why it cannot open files. */
  readonly output: readonly string[];
  readonly hasServed: boolean;
}

/** Files must not be taken for damaged because the machine is short of something. */
export function classifyEnd({ end, failure, output, hasServed }: EndOfChild): EndKind {
  if (failure?.step === 'load') return 'not_loaded';
  const isCrash = end.signal !== null && CRASHES.has(end.signal);
  if (hasServed || (failure === undefined && !isCrash)) return 'ended';
  const text = [failure?.text ?? '', ...output].join('\n');
  if (HELD.test(text)) return 'held';
  return SHORT.test(text) ? 'no_resources' : 'damaged';
}
