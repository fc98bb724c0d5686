import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { badBodies, endlessLists, goodBodies, worstBody } from './body-cases.js';
import { type Ids, MADE_UP, seedIds } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function locationsOf({ error }: { error?: { errors?: { location: string }[] } }): string[] {
  return error?.errors?.map(({ location }) => location) ?? [];
}

describe.each(EVERY_OPERATION)('$name', (operation) => {
  const { name, definition, request, requestWith, isOpen, judges } = operation;
  let workspace: Workspace;
  let ids: Ids;
  beforeAll(async () => {
    workspace = await harness.newWorkspace();
    ids = await seedIds(workspace);
  });

  it.each(badBodies(definition.request))('refuses $title, and nothing else', async (broken) => {
    const answer = await workspace.call(name, broken.change(request(MADE_UP)));
    expect(answer.status).toBe(400);
    expect(answer.body.error.type).toMatch(/invalid_input$/);
    expect(new Set(locationsOf(answer.body))).toEqual(new Set([broken.location]));
  });

  // Stated for every operation here, since the cases above would vanish together with the rule.
  it(`${isOpen ? 'ignores' : 'refuses'} a field that it does not know`, async () => {
    const answer = await workspace.call(name, requestWith({ unheardOf: 1 }));
    const found = locationsOf(answer.body).filter((location) => location.endsWith('.unheardOf'));
    expect(found.length > 0).toBe(!isOpen);
  });

  it('limits the length of each of its lists', () => {
    expect(endlessLists(definition.request)).toEqual([]);
  });

  it('lists everything that is wrong at once', async () => {
    const { body, locations } = worstBody(definition.request);
    const answer = await workspace.call(name, body);
    expect(answer.status).toBe(400);
    expect(new Set(locationsOf(answer.body))).toEqual(new Set(locations));
  });

  it.each(goodBodies(definition.request))('takes $title', async (good) => {
    const answer = await workspace.call(name, good.change(request(ids)));
    expect(answer.status).not.toBe(500);
    const misplaced = locationsOf(answer.body).filter(
      (location) =>
        !judges.some((place) => location.replaceAll(/\[\d+\]/g, '[]').startsWith(place)),
    );
    expect(misplaced).toEqual([]);
  });
});
