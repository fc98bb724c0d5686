import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { badBodies, goodBodies, worstBody } from './body-cases.js';
import { EVERY_OPERATION, type Ids, MADE_UP, seedIds } from './operations.js';

let harness: Harness;
let workspace: Workspace;
let ids: Ids;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  ids = await seedIds(workspace);
});
afterAll(() => harness.stop());

function locationsOf({ error }: { error?: { errors?: { location: string }[] } }): string[] {
  return error?.errors?.map(({ location }) => location) ?? [];
}

describe.each(EVERY_OPERATION)('$name', ({ name, definition, request, refuses = [] }) => {
  it.each(badBodies(definition.request))('refuses $title, and nothing else', async (broken) => {
    const body = { ...request(MADE_UP), [broken.field]: broken.value };
    const answer = await workspace.call(name, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.type).toMatch(/invalid_input$/);
    expect(new Set(locationsOf(answer.body))).toEqual(new Set([broken.location]));
  });

  // Said of every operation here, since the cases above would vanish together with the rule.
  it('refuses a field that it does not know', async () => {
    const answer = await workspace.call(name, { ...request(MADE_UP), unheardOf: 1 });
    expect(locationsOf(answer.body)).toEqual(['body.unheardOf']);
  });

  it('lists everything that is wrong at once', async () => {
    const body = worstBody(definition.request);
    const answer = await workspace.call(name, body);
    expect(answer.status).toBe(400);
    const expected = Object.keys(body).map((field) => `body.${field}`);
    expect(locationsOf(answer.body).sort()).toEqual(expected.sort());
  });

  const accepted = goodBodies(definition.request).filter(({ field }) => !refuses.includes(field));
  it.each(accepted)('takes $title', async (good) => {
    const answer = await workspace.call(name, { ...request(ids), [good.field]: good.value });
    expect(answer.status).not.toBe(500);
    expect(locationsOf(answer.body)).toEqual([]);
  });

  it.each(refuses)('refuses %s as a whole, since this version has no such thing', async (field) => {
    const good = goodBodies(definition.request).filter((body) => body.field === field);
    for (const { value } of good) {
      const answer = await workspace.call(name, { ...request(ids), [field]: value });
      expect(locationsOf(answer.body)).toEqual([`body.${field}`]);
    }
  });

  it.each(['null', '[]', '1', '"text"', 'true'])(
    'refuses %s instead of an object',
    async (text) => {
      const answer = await workspace.call(name, undefined, { payload: text });
      expect(answer.status).toBe(400);
      expect(locationsOf(answer.body)).toEqual(['body']);
    },
  );
});
