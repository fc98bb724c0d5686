import { expect, it } from 'vitest';
import { type ExportedEvent, printEvents } from './export-formats.js';

const EVENT: ExportedEvent = {
  requestId: 'req_1',
  timeMs: Date.UTC(2026, 0, 15, 12),
  apiId: 'api_1',
  keyId: 'key_1',
  identityId: 'id_1',
  externalId: 'Doe, "Jo"\n',
  outcome: 'VALID',
  tags: ['a,b', 'c'],
  spentCredits: 3,
  latencyUs: 1234,
};

it('lines of JSON have no field without a value', () => {
  const bare = { ...EVENT, identityId: '', externalId: '' };
  const piece = { format: 'ndjson', workspaceId: 'ws_1', isFirst: false } as const;
  const [line = '', end] = printEvents([bare], piece).split('\n');
  expect(end).toBe('');
  expect(JSON.parse(line)).toEqual({
    requestId: 'req_1',
    time: EVENT.timeMs,
    apiId: 'api_1',
    keyId: 'key_1',
    outcome: 'VALID',
    tags: ['a,b', 'c'],
    spentCredits: 3,
    latencyMs: 1.234,
  });
});

it('a table has its names once, and quotes what would end a cell', () => {
  const piece = { format: 'csv', workspaceId: 'ws_1', isFirst: true } as const;
  const first = printEvents([EVENT], piece);
  expect(first).toBe(
    'requestId,time,apiId,keyId,identityId,externalId,outcome,tags,spentCredits,latencyMs\n' +
      `req_1,${EVENT.timeMs},api_1,key_1,id_1,"Doe, ""Jo""\n",VALID,"[""a,b"",""c""]",3,1.234\n`,
  );
  expect(printEvents([EVENT], { ...piece, isFirst: false })).not.toContain('requestId');
});

it('a CloudEvent has the attributes that the standard requires, the same each time', () => {
  const piece = { format: 'cloudevents', workspaceId: 'ws_1', isFirst: false } as const;
  expect(JSON.parse(printEvents([EVENT], piece))).toMatchObject({
    specversion: '1.0',
    id: 'req_1',
    source: 'urn:unlatch:ws_1',
    type: 'unlatch.key.verification',
    time: '2026-01-15T12:00:00.000Z',
    subject: EVENT.externalId,
    datacontenttype: 'application/json',
    data: { requestId: 'req_1', spentCredits: 3 },
  });
});
