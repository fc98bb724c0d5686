import { EmbeddedPostgresError } from '@unlatch/embedded-postgres';
import { ConfigError } from '../config.js';
import { SeparateCountersError } from '../engine/changes/counter-claim.js';
import { UnusableRedisError } from '../engine/limiter/open-redis.js';
import { MasterKeyError } from '../engine/vault/master-key-use.js';
import { NoNotificationsError } from '../store/changes/change-listener.js';
import { UnusableDatabaseError } from '../store/database/migrate.js';
import { WorkerStartError } from './cluster/worker-pool.js';

/** Whose message is a sentence for the operator. */
const EXPLAINED = [
  ConfigError,
  EmbeddedPostgresError,
  MasterKeyError,
  NoNotificationsError,
  SeparateCountersError,
  UnusableDatabaseError,
  UnusableRedisError,
  WorkerStartError,
];

/** The operator's own mistakes are told in a sentence; anything else needs its stack. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPLAINED.some((kind) => error instanceof kind)) return error.message;
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Another program listens on this address (${error.message}). Stop it, or set PORT.`;
  }
  return error.stack ?? error.message;
}
