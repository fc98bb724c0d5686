import { createDatabase, createFakeClock } from '@unlatch/testkit';
import { expect, inject, it, onTestFinished } from 'vitest';
import { readConfig } from '../config.js';
import { SeparateCountersError } from '../engine/changes/counter-claim.js';
import { listenForChanges } from '../store/changes/change-listener.js';
import { createLog } from './log.js';
import { startService } from './start-service.js';

function start(env: Readonly<Record<string, string>>) {
  return startService(readConfig(env), createLog('silent'), createFakeClock());
}

it('generates no root key in a start that is refused, since it would never be shown', async () => {
  const database = await createDatabase(inject('adminUrl'), { template: inject('template') });
  onTestFinished(() => database.drop());
  const env = { DATABASE_URL: database.url };
  const events = { onPayload: () => undefined, onLost: () => undefined };
  const other = await listenForChanges({ connectionString: database.url }, events, {
    mode: 'exclusive',
    onHeld: () => undefined,
  });
  await expect(start(env)).rejects.toBeInstanceOf(SeparateCountersError);
  await other.close();

  const service = await start(env);
  onTestFinished(async () => void (await service.stop()));
  expect(service.rootKeyUse).toEqual({
    kind: 'generated',
    rootKey: expect.stringMatching(/^unkey_/),
  });
});
