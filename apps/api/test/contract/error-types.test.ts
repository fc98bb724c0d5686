import { problemsOf } from '@unlatch/contract';
import { PROBLEMS, type ProblemCode } from '@unlatch/contract/problems/catalogue';
import { errorTypeOf } from '@unlatch/contract/problems/error-types';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../src/domain/problems.js';
import { buildApp } from '../../src/http/app.js';
import { createLog } from '../../src/process/log.js';
import { RPCS } from '../../src/rpc/index.js';
import { type Harness, startHarness } from '../harness.js';
import { setWorkspaceLimit } from '../rows.js';
import { post, type Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
/** The service, but each operation fails with the problem that stands here. */
let failing: FastifyInstance;
let failure: ProblemCode;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  const rpcs = RPCS.map((rpc) => ({
    ...rpc,
    handle: () => {
      throw new Problem(failure, 'It fails in this test.');
    },
  }));
  const health = { database: async () => {}, writeFailure: () => undefined, isCurrent: () => true };
  failing = await buildApp(
    {
      publicUrl: undefined,
      trustedProxies: [],
      corsOrigins: [],
      allowInsecureLogin: false,
      maxBodyBytes: 10_485_760,
      documents: false,
      version: '2.0.0',
    },
    {
      ...harness.deps,
      rpcs,
      peopleRpcs: [],
      metrics: undefined,
      log: createLog('silent'),
      health: { ...health, phase: () => 'accepting' },
    },
  );
  await failing.ready();
});
afterAll(async () => {
  await failing.close();
  await harness.stop();
});

/** As every published client asks. */
const ASKS_FOR_JSON = { headers: { accept: 'application/json' } };

describe.each(RPCS)('$definition.name', ({ definition }) => {
  const { name, example } = definition;

  it.each(problemsOf(definition))('answers %s in the type that it declares', async (code) => {
    failure = code;
    const { status } = PROBLEMS[code];
    const { rootKey } = workspace;
    const answer = await post(failing, name, rootKey, example, ASKS_FOR_JSON);
    expect(answer.status).toBe(status);
    expect(typeOf(answer)).toBe(errorTypeOf(definition, status));
    const headers = { accept: '*/*' };
    const other = await post(failing, name, rootKey, example, { headers });
    expect(typeOf(other)).toBe('application/problem+json');
  });

  it('does so before its handler runs', async () => {
    const limited = await harness.newWorkspace();
    await setWorkspaceLimit(harness.deps, { id: limited.id, requestsPerMinute: 0 });
    const answers = [
      await workspace.call(name, undefined, { ...ASKS_FOR_JSON, payload: '{' }),
      await post(harness.app, name, 'unkey_unknown', example, ASKS_FOR_JSON),
      await limited.call(name, example, ASKS_FOR_JSON),
    ];
    for (const answer of answers) {
      expect(typeOf(answer)).toBe(errorTypeOf(definition, answer.status));
    }
    const statuses = [400, 401, ...(definition.liftsLimit ? [] : [429])];
    expect(answers.map(({ status }) => status)).toEqual(expect.arrayContaining(statuses));
  });
});

function typeOf({ headers }: Awaited<ReturnType<typeof post>>): string | undefined {
  return String(headers['content-type']).split(';')[0];
}
