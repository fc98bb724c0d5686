import { OperatorError } from '../../lib/operator-error.js';
import type { Db } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import {
  type DataKeyRow,
  lockForeignDataKeys,
  sampleDataKeys,
  storeWrappedDataKeys,
} from '../../store/encryption/master-key-rotation.js';
import {
  listWrappedInstallationKeys,
  lockForeignInstallationKeys,
  storeInstallationKey,
} from '../../store/second-factors/installation-keys.js';
import { rewrapDataKey, unwrapDataKey } from './envelope.js';
import type { MasterKeys } from './master-keys.js';
import { asDataKey } from './people-vault.js';

const BATCH_MAX = 500;

/** MASTER_KEYS does not fit the database; the message says what the operator can do. */
export class MasterKeyError extends OperatorError {}

/** Refuses master keys that would make stored keys unreadable. */
export async function checkMasterKeys(db: Db, masterKeys: MasterKeys): Promise<void> {
  const ofPeople = (await listWrappedInstallationKeys(db)).map(asDataKey);
  const samples = [...(await sampleDataKeys(db)), ...ofPeople];
  const missing = samples.filter(({ masterKeyId }) => !masterKeys.byId.has(masterKeyId));
  if (missing.length > 0) {
    const ids = missing.map(({ masterKeyId }) => `"${masterKeyId}"`).join(', ');
    throw new MasterKeyError(
      `The database has keys that are encrypted under the master key ${ids}, which MASTER_KEYS lacks. Add it to the end of MASTER_KEYS; after "unlatch rotate-master-key" it can go.`,
    );
  }
  const changed = samples.find((dataKey) => !opens(masterKeys, dataKey));
  if (changed !== undefined) {
    const { masterKeyId, workspaceId } = changed;
    throw new MasterKeyError(
      `The master key "${masterKeyId}" in MASTER_KEYS is not the one that the database was encrypted under, as the data key of the workspace ${workspaceId} shows. Set the original one, and give a new master key a new id.`,
    );
  }
}

export interface Rotation {
  readonly rewrapped: number;
  /** These do not open under the master key that they name. They were left as they are. */
  readonly unreadable: readonly { readonly workspaceId: string; readonly dataKeyId: string }[];
}

/**
 * Wraps every data key with the first master key, one batch per transaction. Keys can be made and
 * shown during that time. If a run stops anywhere, the next run does the rest.
 */
export async function rotateDataKeys(
  db: Db,
  masterKeys: MasterKeys,
  { batchMax = BATCH_MAX }: { batchMax?: number } = {},
): Promise<Rotation> {
  let rewrapped = 0;
  const unreadable: DataKeyRow[] = [];
  let after: DataKeyRow | undefined;
  do {
    const batch = await rotateBatch(db, masterKeys, { after, max: batchMax });
    rewrapped += batch.rewrapped;
    unreadable.push(...batch.unreadable);
    after = batch.last;
  } while (after !== undefined);
  const ofPeople = await rotateInstallationKeys(db, masterKeys);
  rewrapped += ofPeople.rewrapped;
  unreadable.push(...ofPeople.unreadable);
  return { rewrapped, unreadable };
}

/** The keys that seal secrets of people: few, so one transaction does them all. */
function rotateInstallationKeys(db: Db, masterKeys: MasterKeys) {
  return inTransaction(db, async (tx) => {
    const found = (await lockForeignInstallationKeys(tx, masterKeys.first.id)).map(asDataKey);
    const readable = found.filter((dataKey) => opens(masterKeys, dataKey));
    for (const dataKey of readable) {
      const { masterKeyId, wrapped } = rewrapDataKey(masterKeys, dataKey);
      await storeInstallationKey(tx, { id: dataKey.dataKeyId, masterKeyId, wrapped });
    }
    const unreadable = found.filter((dataKey) => !readable.includes(dataKey));
    return { rewrapped: readable.length, unreadable };
  });
}

function rotateBatch(
  db: Db,
  masterKeys: MasterKeys,
  page: { after: DataKeyRow | undefined; max: number },
) {
  return inTransaction(db, async (tx) => {
    const found = await lockForeignDataKeys(tx, { ...page, masterKeyId: masterKeys.first.id });
    const readable = found.filter((dataKey) => opens(masterKeys, dataKey));
    const unreadable = found.filter((dataKey) => !readable.includes(dataKey));
    const rewrapped = readable.map((dataKey) => ({
      ...dataKey,
      ...rewrapDataKey(masterKeys, dataKey),
    }));
    await storeWrappedDataKeys(tx, rewrapped);
    return { rewrapped: rewrapped.length, unreadable, last: found.at(-1) };
  });
}

function opens(masterKeys: MasterKeys, dataKey: DataKeyRow): boolean {
  try {
    unwrapDataKey(masterKeys, dataKey);
    return true;
  } catch {
    return false;
  }
}
