/** What the supervisor and its child process tell each other. */
export interface OpenOptions {
  /** The folder with `node_modules` in it. */
  readonly moduleDirectory: string;
  readonly files: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly configDirectory: string;
  /** Tables of the database of the service, each of which gets a policy for readers. */
  readonly tables: readonly string[];
  readonly memoryMaxBytes: number;
  readonly readersMax: number;
  /** How often the process says that it is alive. */
  readonly aliveEveryMs: number;
}

export type ToChild =
  | { readonly kind: 'open'; readonly options: OpenOptions }
  | { readonly kind: 'stop' };

export type FromChild =
  | { readonly kind: 'ready'; readonly engineVersion: string; readonly openMs: number }
  /** The library prints why it cannot open the files, so the parent has to find out what this is. */
  | { readonly kind: 'failed'; readonly step: 'load' | 'open'; readonly text: string }
  | ({ readonly kind: 'alive' } & EngineFigures)
  | { readonly kind: 'log'; readonly event: string; readonly detail: string };

export interface EngineFigures {
  readonly rssBytes: number;
  /** Requests under way, and requests that wait for a turn. */
  readonly running: number;
  readonly waiting: number;
  /** How long the change under way has been under way; 0 if there is none. */
  readonly changeForMs: number;
}

/** A message comes from a process of our own, so its `kind` is enough to trust the rest. */
export function isFromChild(message: unknown): message is FromChild {
  return hasKind(message, ['ready', 'failed', 'alive', 'log']);
}

export function isToChild(message: unknown): message is ToChild {
  return hasKind(message, ['open', 'stop']);
}

function hasKind(message: unknown, kinds: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  return typeof message.kind === 'string' && kinds.includes(message.kind);
}
