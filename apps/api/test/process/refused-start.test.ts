import { randomBytes } from 'node:crypto';
import { createDatabase } from '@unlatch/testkit';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { failedStart } from './harness.js';

async function databaseUrl(change: (url: URL) => void): Promise<string> {
  const database = await createDatabase(inject('adminUrl'));
  onTestFinished(() => database.drop());
  const url = new URL(database.url);
  change(url);
  return url.href;
}

function reachOverNetwork(url: URL, host: string): void {
  url.searchParams.delete('host');
  url.host = host;
}

describe('a service that cannot start exits with code 1 and says in one sentence that', () => {
  it.each<[string, (url: URL) => void, RegExp]>([
    [
      'the password of DATABASE_URL is wrong',
      (url) => {
        url.password = `wrong-${randomBytes(8).toString('hex')}`;
      },
      /the password is wrong/,
    ],
    [
      'nothing listens there',
      (url) => reachOverNetwork(url, '127.0.0.1:1'),
      /nothing listens at that address \(connect ECONNREFUSED 127\.0\.0\.1:1\)/,
    ],
    [
      'the host is not known',
      (url) => reachOverNetwork(url, 'database.invalid:5432'),
      /the host name (is not known|cannot be resolved at the moment)/,
    ],
    [
      'the database does not exist',
      (url) => {
        url.pathname = '/missing';
      },
      /the database does not exist; create it first/,
    ],
  ])('%s', async (_, change, reason) => {
    const url = await databaseUrl(change);
    const output = await failedStart({ DATABASE_URL: url });
    expect(output).toMatch(/^\nUnlatch did not start\. DATABASE_URL cannot be used: [^\n]+\.$/);
    expect(output).toMatch(reason);
    expect(output).not.toContain(new URL(url).password);
  });

  it('the configuration is wrong, with one line for every problem', async () => {
    const output = await failedStart({
      PORT: 'http',
      LOG_LEVEL: 'loud',
      UNLATCH_ROOT_KEY: 's3cret',
    });
    expect(output.split('\n')).toEqual([
      '',
      'Unlatch did not start. The configuration is not valid:',
      '  - PORT must be a whole number from 0 to 65535, got "http"',
      '  - UNLATCH_ROOT_KEY must be 16 to 512 printable ASCII characters without spaces',
      '  - LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, got "loud"',
    ]);
  });
});
