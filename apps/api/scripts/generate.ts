import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../src/config.js';
import { buildApp } from '../src/http/app.js';
import { systemClock } from '../src/lib/clock/clock.js';
import { createLog } from '../src/process/log.js';
import { type Service, startService } from '../src/process/start-service.js';
import { RPCS } from '../src/rpc/index.js';
import { dumpSchema } from './dump-schema.js';

/**
 * Writes what is generated and committed: the OpenAPI document and the schema of the database.
 * Both are read off the real service on a fresh database, so they cannot differ from it.
 */
const dataDir = await mkdtemp(path.join(tmpdir(), 'unlatch-generate-'));
// As root, PostgreSQL runs as another user, who has to get in.
await chmod(dataDir, 0o755);
try {
  const config = readConfig({ DATA_DIR: path.join(dataDir, 'data'), LOG_LEVEL: 'silent' });
  const service = await startService(config, createLog('silent'), systemClock);
  try {
    await writeOpenApi(service);
    await writeFile(new URL('../schema.sql', import.meta.url), await dumpSchema(service.db));
  } finally {
    await service.stop();
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function writeOpenApi(service: Service): Promise<void> {
  const options = {
    publicUrl: undefined,
    trustedProxies: [],
    corsOrigins: [],
    maxBodyBytes: 1024,
    version: '2.0.0',
  };
  const { pingDatabase: database, isCurrent } = service;
  const health = { database, isCurrent, isAccepting: () => true };
  const app = await buildApp(options, { ...service, rpcs: RPCS, log: createLog('silent'), health });
  await app.ready();
  const document = JSON.stringify(app.swagger(), null, 2);
  await writeFile(new URL('../openapi.json', import.meta.url), `${document}\n`);
  await app.close();
}
