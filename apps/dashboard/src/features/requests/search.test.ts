import { describe, expect, it } from 'vitest';
import { pretty, readRequestsSearch, toCurl, toRequestsRequest } from './search.js';

const SPAN = { from: 1, to: 2 };

describe('the address of the log of requests', () => {
  it('becomes the filters of the operation', () => {
    const search = readRequestsSearch({
      operation: 'keys.createKey',
      root: ['a', 'b'],
      outcome: 'failed',
    });
    expect(toRequestsRequest(search, SPAN)).toMatchObject({
      ...SPAN,
      operations: ['keys.createKey'],
      rootKeyIds: ['a', 'b'],
      statusMin: 400,
    });
  });

  it('sends no more values than the operation takes, and nothing that is not known', () => {
    const many = Array.from({ length: 40 }, (_, index) => `req_${index}`);
    const search = readRequestsSearch({ request: many, outcome: 'odd', other: 1 });
    expect(toRequestsRequest(search, SPAN).requestIds).toHaveLength(20);
    expect(toRequestsRequest(search, SPAN).statusMin).toBeUndefined();
  });
});

it('a request is copied for a shell, whatever its body has', () => {
  const curl = toCurl('http://localhost:7070', '/v2/apis.createApi', `{"name":"it's"}`);
  expect(curl).toContain('curl http://localhost:7070/v2/apis.createApi');
  expect(curl).toContain(`'{"name":"it'\\''s"}'`);
  expect(curl).toContain('$UNLATCH_ROOT_KEY');
});

it('a body that is no JSON is shown as it is', () => {
  expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  expect(pretty('[REDACTED')).toBe('[REDACTED');
});
