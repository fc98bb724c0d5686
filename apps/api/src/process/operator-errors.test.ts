import { readdirSync, readFileSync } from 'node:fs';
import { EmbeddedPostgresError } from '@unlatch/embedded-postgres';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../config.js';
import { SeparateCountersError } from '../engine/changes/counter-claim.js';
import { RedisAwayError, UnusableRedisError } from '../engine/limiter/open-redis.js';
import { MasterKeyError } from '../engine/vault/master-key-use.js';
import { OperatorError, textForOperator } from '../lib/operator-error.js';
import { NoNotificationsError } from '../store/changes/change-listener.js';
import { UnusableDatabaseError } from '../store/database/migrate.js';
import { WorkerStartError } from './cluster/worker-pool.js';
import { WorkspaceCommandError } from './commands/operator-input.js';
import { PortTakenError } from './listen.js';
import { EmbeddedDatabaseError } from './steps/embedded-database.js';

const OPERATOR_ERRORS = [
  new ConfigError(['PORT must be a number']),
  new EmbeddedDatabaseError(new EmbeddedPostgresError('start_failed', 'PostgreSQL has ended.')),
  new MasterKeyError('MASTER_KEYS lacks a key.'),
  new NoNotificationsError(),
  new PortTakenError(new Error('listen EADDRINUSE')),
  new RedisAwayError('Redis cannot be reached.'),
  new SeparateCountersError(),
  new UnusableDatabaseError('The database is too old.'),
  new UnusableRedisError('Redis is too old.'),
  new WorkerStartError('exited with code 1'),
  new WorkspaceCommandError('There is no such workspace.'),
];

const SOURCE = new URL('../', import.meta.url);

/** The names of all classes in the source that extend OperatorError. */
function declaredNames(): string[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, SOURCE), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/class (\w+) extends OperatorError/g)].map((match) => match[1] ?? ''),
  );
}

describe('an error for the operator', () => {
  it.each(OPERATOR_ERRORS.map((error) => [error.constructor.name, error] as const))(
    'is shown as its sentence, without a stack: %s',
    (name, error) => {
      expect(textForOperator(error)).toBe(error.message);
      expect(error).toBeInstanceOf(OperatorError);
      expect(error.name).toBe(name);
    },
  );

  it('is in the list above, for every class in the source', () => {
    const listed = OPERATOR_ERRORS.map((error) => error.constructor.name);
    expect(listed).toEqual(declaredNames().sort());
  });

  it('keeps the error of the built-in PostgreSQL for the log', () => {
    const cause = new EmbeddedPostgresError('start_failed', 'PostgreSQL has ended.');
    expect(new EmbeddedDatabaseError(cause)).toMatchObject({ message: cause.message, cause });
  });
});

describe('any other error', () => {
  it('is shown with its stack', () => {
    const text = textForOperator(new TypeError('x is not a function'));
    expect(text).toMatch(/^TypeError: x is not a function\n {4}at .*operator-errors\.test\.ts/);
  });

  it.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
  ])('is shown as text if it is %j', (thrown, text) => {
    expect(textForOperator(thrown)).toBe(text);
  });
});
