import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import {
  MasterKeyError,
  type Rotation,
  rotateDataKeys,
} from '../../engine/vault/master-key-use.js';
import type { MasterKeys } from '../../engine/vault/master-keys.js';
import { startInOrder } from '../start-in-order.js';
import { connections, reachableDatabase } from '../steps/connections.js';
import { visitedDatabase } from '../steps/database.js';
import { keyVault } from '../steps/key-vault.js';
import { schema } from '../steps/schema.js';
import type { Outcome } from './outcome.js';

/** Wraps every data key with the first master key, so that the operator can remove the others. */
export async function rotateMasterKey(config: Config, log: Logger): Promise<Outcome> {
  const { masterKeys } = config;
  if (masterKeys === undefined) {
    throw new MasterKeyError('Set MASTER_KEYS: first the new master key, after it the old ones.');
  }
  const { given, stop } = await startInOrder({ config, log })
    .step(visitedDatabase)
    .step(connections)
    .step(reachableDatabase)
    .step(schema)
    // Before any data key is wrapped again, refuses master keys that would leave one unreadable.
    .step(keyVault)
    .run();
  let isStoppedInOrder = false;
  let outcome: Outcome;
  try {
    outcome = describe(masterKeys, await rotateDataKeys(given.db, masterKeys));
  } finally {
    isStoppedInOrder = await stop();
  }
  return isStoppedInOrder ? outcome : { ...outcome, exitCode: 1 };
}

function describe({ first, byId }: MasterKeys, { rewrapped, unreadable }: Rotation): Outcome {
  const done = `Data keys rewrapped with the master key "${first.id}": ${rewrapped}.\n`;
  if (unreadable.length > 0) {
    const places = unreadable.map(
      ({ workspaceId, dataKeyId }) => `  workspace ${workspaceId}, data key ${dataKeyId}\n`,
    );
    const failed = `Left as they are, because they do not open:\n${places.join('')}`;
    return { exitCode: 1, report: done + failed };
  }
  const others = [...byId.keys()].filter((id) => id !== first.id).map((id) => `"${id}"`);
  const next =
    others.length === 0
      ? ''
      : `Once every process runs with "${first.id}" first, MASTER_KEYS no longer needs ${others.join(', ')}.\n`;
  return { exitCode: 0, report: done + next };
}
