import { Unkey as PublishedClient } from '@unkey/api';
import * as publishedErrors from '@unkey/api/models/errors';
import { Unkey } from '@unlatch/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EngineHarness, missingEngine, startEngineHarness } from '../engine-harness.js';
import type { Workspace } from '../seed.js';

describe.skipIf(missingEngine !== undefined)('analytics.getVerifications', () => {
  let harness: EngineHarness;
  let workspace: Workspace;
  let serverURL: string;
  beforeAll(async () => {
    harness = await startEngineHarness();
    serverURL = await harness.app.listen({ host: '127.0.0.1', port: 0 });
    workspace = await harness.newWorkspace();
    const timeMs = harness.clock.nowMs();
    await harness.recordAndDeliver(workspace, { verifications: [{ timeMs }, { timeMs }] });
  });
  afterAll(() => harness.stop());

  const clients = () => [
    new PublishedClient({ rootKey: workspace.rootKey, serverURL }),
    new Unkey({ rootKey: workspace.rootKey, serverURL }),
  ];

  it('gives both clients the rows of a query', async () => {
    const query = 'SELECT outcome, count() AS n FROM key_verifications_v1 GROUP BY outcome';
    for (const unkey of clients()) {
      const { data } = await unkey.analytics.getVerifications({ query });
      expect(data).toEqual([{ outcome: 'VALID', n: 2 }]);
    }
  });

  it('throws the class of a bad request in both, with what is wrong', async () => {
    const query = 'SELECT nothing FROM key_verifications_v1';
    for (const unkey of clients()) {
      const error = await unkey.analytics
        .getVerifications({ query })
        .then(() => undefined)
        .catch((reason: unknown) => reason);
      expect(error).toHaveProperty('statusCode', 400);
    }
    const [published] = clients();
    await expect(published?.analytics.getVerifications({ query })).rejects.toBeInstanceOf(
      publishedErrors.BadRequestErrorResponse,
    );
  });
});
