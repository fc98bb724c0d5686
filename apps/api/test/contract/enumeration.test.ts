import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

/** As long as a key of the service, so that requests have the same length. */
const UNKNOWN = `prod_${'unknown'.padEnd(22, '1')}`;

let harness: Harness;
let ours: Workspace;
let theirs: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  ours = await harness.newWorkspace();
  theirs = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/** The answer, and the statements that read a key for it. They still run in the database. */
async function statementsOf(work: () => Promise<Answer>) {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  onTestFinished(() => sent.mockRestore());
  const answer = await work();
  const statements = sent.mock.calls.map(([statement]) => textOf(statement));
  sent.mockRestore();
  // Jobs and pings of the process send statements, too. Only keys are read by their hash.
  return { answer, statements: statements.filter((text) => /^select .*\bhash\b/.test(text)) };
}

function textOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : Object(statement).text;
  return String(text).trim().replaceAll(/\s+/g, ' ');
}

/** A notification of the last change may still make the process forget what it has just loaded. */
async function untilInMemory(ask: () => Promise<Answer>): Promise<void> {
  while ((await statementsOf(ask)).statements.length > 0);
}

/** Byte for byte, but for what differs in every answer. */
function visible({ status, headers, body }: Answer): string {
  const { 'x-request-id': requestId, date: _date, ...others } = headers;
  return JSON.stringify({ status, headers: others, body }).replaceAll(String(requestId), '{id}');
}

/** Two requests that nothing may tell apart, first with nothing in memory, then with all of it. */
async function expectSame(
  one: () => Promise<Answer>,
  other: () => Promise<Answer>,
): Promise<Answer> {
  for (const statements of [1, 0]) {
    if (statements === 0) {
      await untilInMemory(one);
      await untilInMemory(other);
    }
    const first = await statementsOf(one);
    const second = await statementsOf(other);
    expect(visible(first.answer)).toBe(visible(second.answer));
    expect(first.statements).toEqual(second.statements);
    expect(first.statements).toHaveLength(statements);
  }
  return one();
}

function unknownLike(key: string): string {
  return `${UNKNOWN.slice(0, -8)}${key.slice(-8)}`;
}

async function deletedKey(): Promise<string> {
  const { key, keyId } = await ours.newKey({ prefix: 'prod' });
  await ours.call('keys.deleteKey', { keyId });
  return key;
}

async function keyOfDeletedApi(): Promise<string> {
  const { key, apiId } = await ours.newKey({ prefix: 'prod' });
  await ours.call('apis.deleteApi', { apiId });
  return key;
}

async function hiddenKey(): Promise<string> {
  return (await ours.newKey({ prefix: 'prod' })).key;
}

describe('a key that may not be verified', () => {
  const reasons: readonly [string, () => Promise<string>, readonly string[]][] = [
    ['is deleted', deletedKey, ['api.*.verify_key']],
    ['is of a deleted API', keyOfDeletedApi, ['api.*.verify_key']],
    [
      'is of another workspace',
      async () => (await theirs.newKey({ prefix: 'prod', meta: { a: 'b' } })).key,
      ['api.*.verify_key'],
    ],
    ['is hidden from the caller', hiddenKey, []],
    ['is the root key of the caller', async () => ours.rootKey, ['api.*.verify_key']],
    ['is a root key of another workspace', async () => theirs.rootKey, ['api.*.verify_key']],
  ];

  it.each(reasons)('is answered like an unknown one when it %s', async (_title, keyOf, rights) => {
    const key = await keyOf();
    const { call } = await ours.newRootKey(rights);
    // Loads the root key.
    await call('keys.verifyKey', { key: 'warms_up' });
    const verify = (text: string) => () => call('keys.verifyKey', { key: text });
    const answer = await expectSame(verify(key), verify(unknownLike(key)));
    expect(answer.body.data).toEqual({ valid: false, code: 'NOT_FOUND' });
  });
});

describe('what is no root key', () => {
  it.each<[string, () => Promise<string>]>([
    [
      'a deleted root key',
      async () => {
        const { id, rootKey } = await ours.newRootKey([]);
        await ours.call('rootKeys.deleteKey', { keyId: id });
        return rootKey;
      },
    ],
    ['a valid key', hiddenKey],
    ['a deleted key', deletedKey],
    ['a root key and more', async () => `${ours.rootKey}x`],
  ])('is answered like an unknown one: %s', async (_title, keyOf) => {
    const key = await keyOf();
    const ask = (rootKey: string) => () => {
      const headers = { authorization: `Bearer ${rootKey}` };
      return ours.call('keys.verifyKey', { key: UNKNOWN }, { headers });
    };
    const answer = await expectSame(ask(key), ask(unknownLike(key)));
    expect(answer.status).toBe(401);
  });
});
