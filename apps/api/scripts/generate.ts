import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../src/config.js';
import { buildApp } from '../src/http/app.js';
import { systemClock } from '../src/lib/clock/clock.js';
import { type Deps, startDeps } from '../src/process/deps.js';
import { createLog } from '../src/process/log.js';
import { RPCS } from '../src/rpc/index.js';

/**
 * Writes what is generated and committed: the OpenAPI document. It is read off the real service on a
 * fresh database, so it cannot differ from it.
 */
const dataDir = await mkdtemp(path.join(tmpdir(), 'unlatch-generate-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
try {
  const config = readConfig({ DATA_DIR: path.join(dataDir, 'data'), LOG_LEVEL: 'silent' });
  const deps = await startDeps(config, createLog('silent'), systemClock);
  try {
    await writeOpenApi(deps);
  } finally {
    await deps.stop();
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function writeOpenApi(deps: Deps): Promise<void> {
  const options = {
    publicUrl: undefined,
    trustedProxies: [],
    corsOrigins: [],
    maxBodyBytes: 1024,
    version: '2.0.0',
  };
  const { pingDatabase: database, isCurrent } = deps;
  const health = { database, isCurrent, isAccepting: () => true };
  const app = await buildApp(options, { ...deps, rpcs: RPCS, log: createLog('silent'), health });
  await app.ready();
  const document = JSON.stringify(app.swagger(), null, 2);
  await writeFile(new URL('../openapi.json', import.meta.url), `${document}\n`);
  await app.close();
}
