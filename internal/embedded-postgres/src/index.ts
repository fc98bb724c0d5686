export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.js';
export { findRunningPostgres } from './find-running.js';
export { isReachableForPostgres } from './os-user.js';
export { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start.js';
export type { PostgresConnection, PostgresExit, RunningPostgres } from './supervise.js';
