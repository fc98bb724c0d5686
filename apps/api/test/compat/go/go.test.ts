import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findGo, isSkipped, neededBy, startService } from '@unlatch/testkit';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { run } from '../run-program.js';
import { seedRootKeys } from '../seeded-root-keys.js';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const TESTS = [
  ...readFileSync(`${FOLDER}client_test.go`, 'utf8').matchAll(/^func (Test\w+)/gm),
].map(([, name = '']) => name);
const GO = findGo();

describe.skipIf(isSkipped(GO))(`a Go program with net/http${neededBy(GO)}`, () => {
  let output: string;
  beforeAll(async () => {
    const service = await startService({ adminUrl: inject('adminUrl') });
    try {
      const { powerless, limited } = await seedRootKeys(service.databaseUrl ?? '');
      const env = {
        GOTOOLCHAIN: 'local',
        UNLATCH_URL: service.url,
        UNLATCH_ROOT_KEY: service.rootKey,
        POWERLESS_ROOT_KEY: powerless,
        LIMITED_ROOT_KEY: limited,
      };
      output = (await run('go', ['test', '-count=1', '-v', './...'], { cwd: FOLDER, env })).text;
    } finally {
      await service.stop();
    }
  });

  it.each(TESTS)('passes %s', (name) => {
    expect(output).toContain(`--- PASS: ${name} `);
  });
});
