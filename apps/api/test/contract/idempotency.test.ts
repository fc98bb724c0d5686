import { afterAll, beforeAll, expect, it } from 'vitest';
import { RPCS } from '../../src/rpc/index.js';
import { type Harness, startHarness } from '../harness.js';

let harness: Harness;
let paths: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  harness = await startHarness();
  ({ paths } = (await harness.app.inject('/openapi.json')).json());
});
afterAll(() => harness.stop());

it.each(RPCS.map(({ definition }) => definition))(
  'documents whether $name can be repeated with an Idempotency-Key',
  ({ name, kind }) => {
    const operation = Object(paths[`/v2/${name}`]).post;
    const parameter = expect.objectContaining({
      in: 'header',
      name: 'Idempotency-Key',
      required: false,
    });
    const isRepeatable = kind === 'change' || name === 'keys.verifyKey';
    expect(operation['x-idempotent']).toBe(isRepeatable ? true : undefined);
    expect(operation.parameters).toEqual(isRepeatable ? [parameter] : undefined);
    const conflict = operation.responses['409']?.description ?? '';
    expect(conflict.includes('idempotency_key_reused')).toBe(isRepeatable);
  },
);
