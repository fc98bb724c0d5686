import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  batch,
  createEvents,
  insert,
  type RawAnswer,
  send,
  superviseForFile,
  TABLE,
  withClient,
} from './harness.js';

export const CANARY = 'CANARY_of_two';
export const EVENTS = `unlatch.${TABLE}`;
export const ALL_ROWS = 160;

export interface ReaderEngine {
  readonly socketPath: string;
  /** Sends the text of one query, with more parameters of the address. */
  ask(database: string, text: string, more?: string): Promise<RawAnswer>;
  stop(): Promise<void>;
}

/** An engine with rows of two workspaces. The second has values that no reader of the first may see. */
export async function startReaderEngine(): Promise<ReaderEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'analytics-engine-test-'));
  const engine = superviseForFile(directory, { readersMax: 5 });
  await engine.next('ready');
  const { socketPath } = engine;
  await createEvents(socketPath);
  await withClient(socketPath, 'unlatch', async (client) => {
    await insert(client, batch(0, 100, { workspace_id: 'ws_one' }), 'one');
    const secrets = { workspace_id: 'ws_two', external_id: CANARY, key_space_id: CANARY };
    await insert(client, batch(0, 50, secrets), 'two');
    await insert(client, batch(0, 10, { workspace_id: 'ws_one', key_space_id: 'ks_b' }), 'other');
  });
  return {
    socketPath,
    ask: (database, text, more = '') =>
      send(socketPath, { path: `/?database=${database}${more}`, body: text }),
    async stop() {
      await engine.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
