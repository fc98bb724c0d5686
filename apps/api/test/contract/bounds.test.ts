import { boundsOf, type Operation } from '@unlatch/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RPCS } from '../../src/rpc/index.js';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

const MAX_BODY_BYTES = 10_485_760;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

const list = (values: number) => `[${Array.from({ length: values - 1 }, () => 0).join()}]`;
const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

function messagesOf({ body }: Answer): string[] {
  return (body.error?.errors ?? []).map(({ message }: { message: string }) => message);
}

describe.each(RPCS.map(({ definition }): [string, Operation] => [definition.name, definition]))(
  'a body of %s',
  (name, definition) => {
    const { requestBytesMax, requestValuesMax, requestDepthMax } = boundsOf(definition);
    const send = (payload: string) => workspace.call(name, undefined, { payload });

    it('may have as many bytes as its bound, and with one more gets 413 with the bound', async () => {
      const bytesMax = Math.min(requestBytesMax, MAX_BODY_BYTES);
      const payload = JSON.stringify(definition.example);
      const padded = await send(payload.padEnd(bytesMax));
      expect([400, 413]).not.toContain(padded.status);
      const { status, body } = await send(payload.padEnd(bytesMax + 1));
      expect(status).toBe(413);
      expect(body.error.detail).toBe(`The request body is larger than ${bytesMax} bytes.`);
    });

    it('may have as many values as its bound, and with one more gets 400 with the bound', async () => {
      const message = `must not have more than ${requestValuesMax} values`;
      expect(messagesOf(await send(list(requestValuesMax)))).not.toContain(message);
      const answer = await send(list(requestValuesMax + 1));
      expect(answer.status).toBe(400);
      expect(messagesOf(answer)).toEqual([message]);
    });

    it('may have as many levels as its bound, and with one more gets 400 with the bound', async () => {
      const message = `must not be nested deeper than ${requestDepthMax} levels`;
      expect(messagesOf(await send(nest(requestDepthMax)))).not.toContain(message);
      const answer = await send(nest(requestDepthMax + 1));
      expect(answer.status).toBe(400);
      expect(messagesOf(answer)).toEqual([message]);
    });
  },
);
