import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Server, startServer } from './clients.js';
import { ABSENT_OPERATIONS } from './operations.js';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

describe('an operation of the reference that is not here yet', () => {
  it.each(ABSENT_OPERATIONS)('%s answers 404, with the code of an unknown route', async (name) => {
    const { call } = await server.harness.newWorkspace();
    const url = name.startsWith('v3/') ? `/${name}` : `/v2/${name}`;
    const { status, body } = await call(name, {}, { url });
    expect(status).toBe(404);
    expect(body.error.type).toMatch(/\/docs\/errors\/user\/bad_request\/unknown_route$/);
  });
});
