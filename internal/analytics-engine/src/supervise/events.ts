/** What an operator may want to know. The service logs it, and none of it is for its clients. */
export type EngineEvent =
  | {
      readonly kind: 'ready';
      readonly pid: number;
      readonly engineVersion: string;
      /** Another id than before: the events of an earlier store are gone, see `store_moved`. */
      readonly storeId: string;
      readonly openMs: number;
    }
  | {
      readonly kind: 'ended';
      readonly pid: number;
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly afterMs: number;
    }
  /** By `stop`. In order if the exit code is 0. */
  | {
      readonly kind: 'stopped';
      readonly pid: number;
      readonly exitCode: number | null;
      readonly signal: string | null;
    }
  /** It is tried again after a time, unless the state is REFUSED. */
  | { readonly kind: 'not_started'; readonly reason: NotStarted; readonly message: string }
  | { readonly kind: 'orphan_ended'; readonly pid: number }
  /** It is killed: it gave no sign of life, or one change took far longer than any should. */
  | { readonly kind: 'stuck'; readonly pid: number; readonly reason: 'silent' | 'change' }
  | { readonly kind: 'store_moved'; readonly to: string }
  /** A line that the engine printed. It can hold values of rows. */
  | { readonly kind: 'output'; readonly line: string }
  | { readonly kind: 'request_failed'; readonly detail: string };

export type NotStarted =
  | 'unsupported_platform'
  | 'not_installed'
  | 'other_version'
  | 'held'
  | 'newer_store'
  | 'not_loaded'
  | 'no_resources'
  | 'damaged'
  | 'directory';

/**
 * ABSENT    The engine is not installed. → STARTING: it is. → WAITING: that cannot be found out.
 * STARTING  A child process opens the files. → SERVING, WAITING, REFUSED.
 * SERVING   → WAITING: the process ended by itself.
 * WAITING   A start follows after a pause. → STARTING, ABSENT.
 * REFUSED   There is no engine for this machine or for these files. It stays so until a restart of
 *           the service.
 * STOPPED   By `stop`, from each of these.
 */
export type EngineState = 'ABSENT' | 'STARTING' | 'SERVING' | 'WAITING' | 'REFUSED' | 'STOPPED';

export const NEXT_STATES: Readonly<Record<EngineState, readonly EngineState[]>> = {
  ABSENT: ['STARTING', 'WAITING', 'REFUSED', 'STOPPED'],
  STARTING: ['SERVING', 'WAITING', 'REFUSED', 'STOPPED'],
  SERVING: ['WAITING', 'STOPPED'],
  WAITING: ['STARTING', 'ABSENT', 'REFUSED', 'STOPPED'],
  REFUSED: ['STOPPED'],
  STOPPED: [],
};
