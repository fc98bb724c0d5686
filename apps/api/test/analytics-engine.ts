import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AnalyticsEngine, startAnalyticsEngine } from '@unlatch/analytics-engine';
import { findTestEngine } from '@unlatch/analytics-engine/testing';
import { type EngineAddress, openEngineClient } from '../src/analytics/client.js';
import { ENGINE_TABLES } from '../src/analytics/schema.js';

const found = await findTestEngine(process.env);

/** Why tests of the engine are skipped. `undefined`: they run. */
export const missingEngine = found.kind === 'missing' ? found.reason : undefined;

/** The folder in which chDB is installed. */
export const engineFolder = found.kind === 'found' ? found.moduleDirectory : '';

export interface TestAnalytics {
  readonly address: EngineAddress;
  /** Rows of a query as the service, which sees all workspaces. */
  select<Row>(query: string): Promise<Row[]>;
  run(query: string): Promise<void>;
  /** Kills the engine, which is then started again. Resolves when it is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** An engine of its own, without tables. The next start in the same folder has its data. */
export async function startTestEngine(folder?: string): Promise<TestAnalytics> {
  const directory = folder ?? (await mkdtemp(path.join(tmpdir(), 'unlatch-test-engine-')));
  const pids: number[] = [];
  let noteReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    noteReady = resolve;
  });
  let noteEnded: () => void = () => undefined;
  const engine: AnalyticsEngine = startAnalyticsEngine({
    directory,
    moduleDirectory: engineFolder,
    tables: ENGINE_TABLES.map(({ name }) => name),
    onEvent(event) {
      if (event.kind === 'ready') {
        pids.push(event.pid);
        noteReady();
      }
      if (event.kind === 'ended') noteEnded();
    },
  });
  await ready;
  const address = { kind: 'embedded', socketPath: engine.socketPath } as const;
  const client = openEngineClient(address, {
    as: 'writer',
    requestTimeoutMs: 60_000,
    connectionsMax: 2,
  });
  return {
    address,
    async select<Row>(query: string) {
      const result = await client.query({ query, format: 'JSONEachRow' });
      return result.json<Row>();
    },
    async run(query) {
      await client.command({ query });
    },
    async kill() {
      const ended = new Promise<void>((resolve) => {
        noteEnded = resolve;
      });
      const pid = pids.at(-1);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      await ended;
    },
    async stop() {
      await client.close();
      await engine.stop();
      if (folder === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
