import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';

const MAX_BODY_BYTES = 1_000_000;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness({ MAX_BODY_BYTES: String(MAX_BODY_BYTES) });
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

function sendText(text: string | Buffer, headers: Readonly<Record<string, string>> = {}) {
  return workspace.call('apis.createApi', undefined, { payload: text, headers });
}

/** The name of an API that is created with this body. */
async function nameAfter(payload: string | Buffer): Promise<string> {
  const created = await sendText(payload);
  const shown = await workspace.call('apis.getApi', { apiId: created.body.data.apiId });
  return shown.body.data.name;
}

const GOOD = '{"name":"Weather"}';

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON',
    'application/json;charset="UTF-8"',
  ])('is accepted as %s', async (type) => {
    expect((await sendText(GOOD, { 'content-type': type })).status).toBe(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/vnd.api+json',
    'application/jsonx',
    'nonsense',
    '',
  ])('is refused as "%s"', async (type) => {
    const { status, body } = await sendText(GOOD, { 'content-type': type });
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      { location: 'headers.content-type', message: 'must be application/json' },
    ]);
  });

  it.each([
    ['empty', '', 'must not be empty'],
    ['cut short', '{"name":', 'must be valid JSON'],
    ['followed by something', `${GOOD}x`, 'must be valid JSON'],
    ['two values', `${GOOD}${GOOD}`, 'must be valid JSON'],
    ['JavaScript', "{name:'Weather'}", 'must be valid JSON'],
    ['not a number', '{"name":NaN}', 'must be valid JSON'],
    ['binary', Buffer.from([0xff, 0xfe, 0x00]), 'must be valid JSON'],
  ])('is refused when it is %s', async (_title, payload, message) => {
    const { status, body } = await sendText(payload);
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([{ location: 'body', message }]);
  });

  it.each([
    '{"__proto__":{"x":1}}',
    '{"a":[{"__proto__":null}]}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"\\u005f_proto__":{"x":1}}',
  ])('that names a prototype is refused, even where any field is allowed: %s', async (meta) => {
    const payload = `{"apiId":"${await workspace.newApi()}","meta":${meta}}`;
    const { status, body } = await workspace.call('keys.createKey', undefined, { payload });
    expect(status).toBe(400);
    const message = 'must have no keys such as __proto__';
    expect(body.error.errors).toEqual([{ location: 'body', message }]);
  });

  it('is refused with 413 from one byte more than MAX_BODY_BYTES, where its operation takes more', async () => {
    const send = (bytes: number) =>
      workspace.call('keys.migrateKeys', undefined, { payload: `{}${' '.repeat(bytes - 2)}` });
    expect((await send(MAX_BODY_BYTES)).status).toBe(400);
    const { status, body } = await send(MAX_BODY_BYTES + 1);
    expect(status).toBe(413);
    expect(body.error).toMatchObject({ errors: [], detail: expect.stringContaining('1000000') });
  });

  it.each([
    ['at the top', '{"name":"First","name":"Second"}', 'body.name'],
    ['in another spelling', '{"name":"First","n\\u0061me":"Second"}', 'body.name'],
    ['with the same value', '{"name":"Weather","name":"Weather"}', 'body.name'],
  ])('is refused when it names a field twice %s', async (_title, payload, location) => {
    const { status, body } = await sendText(payload);
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location, message: 'is there twice' }]);
  });

  it('is refused when it names a field twice further inside, even where any field is allowed', async () => {
    const payload = '{"apiId":"api_1","meta":{"a":[{},{"b c":1,"b c":2}]}}';
    const { status, body } = await workspace.call('keys.createKey', undefined, { payload });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.meta.a[1]["b c"]' }]);
  });

  it('may have colons in its texts', async () => {
    expect(await nameAfter('{"name":"a:b \\"c\\":{}"}')).toBe('a:b "c":{}');
  });

  it.each([
    [
      'after a byte order mark',
      Buffer.from(`\ufeff${GOOD}`),
      'must not begin with a byte order mark',
    ],
    [
      'of nothing but a byte order mark',
      Buffer.from('\ufeff'),
      'must not begin with a byte order mark',
    ],
  ])('is refused %s', async (_title, payload, message) => {
    const { status, body } = await sendText(payload);
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([{ location: 'body', message }]);
  });

  it.each<Record<string, string>>([
    { 'content-encoding': 'gzip' },
    { 'content-encoding': 'br' },
    { 'content-encoding': 'identity, gzip' },
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'application/json;charset="ISO-8859-1"' },
    { 'content-type': 'application/json; charset=utf-8; charset=utf-16' },
  ])('is refused with 415 when its bytes are not the UTF-8 of its text: %j', async (headers) => {
    const { status, body } = await sendText(GOOD, headers);
    expect(status).toBe(415);
    expect(body.error.type).toMatch(/unsupported_body_encoding$/);
    expect(body.error.detail).toMatch(/gzip|br|utf-16|ISO-8859-1/);
  });

  it('is accepted when it says that it is not encoded', async () => {
    expect((await sendText(GOOD, { 'content-encoding': 'identity' })).status).toBe(200);
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from('{"name":"Wea'), 0xff, 0x22, 0x7d])],
    ['the first half of a character', '{"name":"Wea\\ud83d"}'],
    ['the second half of a character', '{"name":"Wea\\uDE00"}'],
  ])('has U+FFFD in the place of %s', async (_title, payload) => {
    expect(await nameAfter(payload)).toBe('Wea\ufffd');
  });

  it.each([
    ['two halves that are one character', 'Wea\\ud83d\\ude00', 'Wea😀'],
    ['two halves in the wrong order', 'Wea\\ude00\\ud83d', 'Wea\ufffd\ufffd'],
    ['a half before a whole', 'Wea\\ud83d\\ud83d\\ude00', 'Wea\ufffd😀'],
    ['what is a half only after a backslash is read', 'Wea\\\\ud83d', 'Wea\\ud83d'],
    ['a backslash, then a half', 'Wea\\\\\\ud83d', 'Wea\\\ufffd'],
  ])('is read correctly when it has %s', async (_title, escaped, name) => {
    expect(await nameAfter(`{"name":"${escaped}"}`)).toBe(name);
  });
});

describe('the character U+0000', () => {
  it.each([
    ['apis.createApi', { name: 'Wea\0ther' }, ['body.name']],
    ['keys.verifyKey', { key: '\0' }, ['body.key']],
    ['keys.verifyKey', { key: 'k', tags: ['a', 'b\0'] }, ['body.tags[1]']],
    [
      'keys.createKey',
      { apiId: 'api_1', meta: { a: [{ 'b c': '\0' }] } },
      ['body.meta.a[0]["b c"]'],
    ],
    ['keys.createKey', { apiId: 'api_1', meta: { '\0': 1 } }, ['body.meta']],
    [
      'keys.createKey',
      { apiId: 'api_1', name: '\0', roles: ['\0'] },
      ['body.name', 'body.roles[0]'],
    ],
  ])('is refused wherever it stands: %s %j', async (name, request, locations) => {
    const { status, body } = await workspace.call(name, request);
    expect(status).toBe(400);
    const found = body.error.errors.map((error: { location: string }) => error.location);
    expect(found.sort()).toEqual(locations);
  });

  it('is not mistaken for the text of its escape', async () => {
    expect(await nameAfter('{"name":"\\\\u0000"}')).toBe('\\u0000');
  });
});

describe('a body that is built to cost time', () => {
  it.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']'],
  ])('is refused at once, however deep its %s are', async (_title, open, close) => {
    const apiId = await workspace.newApi();
    const send = (levels: number) => {
      const nesting = `${open.repeat(levels)}"\\u0000"${close.repeat(levels)}`;
      const payload = `{"apiId":"${apiId}","meta":{"a":${nesting}}}`;
      return workspace.call('keys.createKey', undefined, { payload });
    };
    const deep = await send(6000);
    expect(deep.status).toBe(400);
    expect(deep.body.error.detail).toMatch(/^body must not be nested deeper than \d+ levels$/);
    const deeper = await send(150_000);
    expect(deeper.status).toBe(400);
    expect(deeper.body.error.detail).toMatch(/^body must not have more than \d+ values$/);
  });

  it('has its first hundred faults listed, however many there are', async () => {
    const fields = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`field${i}`, 1]));
    const unknown = await workspace.call('apis.createApi', fields);
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.errors).toHaveLength(100);
    const tags = Array.from({ length: 9000 }, () => '\0');
    const nul = await workspace.call('keys.createKey', { apiId: 'api_1', meta: { tags } });
    expect(nul.status).toBe(400);
    expect(nul.body.error.errors).toHaveLength(100);
  });

  it('is read no further than its first fault when it holds very many values', async () => {
    const permissions = Array.from({ length: 10_000 }, () => 0);
    const { status, body } = await workspace.call('keys.createKey', {
      apiId: 'api_1',
      permissions,
    });
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      { location: 'body.permissions', message: 'must NOT have more than 1000 items' },
    ]);
  });
});

describe('a number in a free value', () => {
  it.each(['1e400', '12345678901234567890', '-0', '0.1000000000000000055511151231257827'])(
    'is refused with its place if it would not come back as it was sent: %s',
    async (number) => {
      const apiId = await workspace.newApi();
      const { keyId } = await workspace.newKey({ apiId });
      const hash = 'uqfoXJzBbmmM80vEWTGMEBKRGEjTCEjmFfCq6VhjOeQ=';
      const meta = `{"a":[0,{"n":${number}}],"b":"${number}"}`;
      const requests = {
        'keys.createKey': [`{"apiId":"${apiId}","meta":${meta}}`, 'body.meta.a[1].n'],
        'keys.updateKey': [`{"keyId":"${keyId}","meta":${meta}}`, 'body.meta.a[1].n'],
        'keys.migrateKeys': [
          `{"migrationId":"mig_1","apiId":"${apiId}","keys":[{"hash":"${hash}","meta":${meta}}]}`,
          'body.keys[0].meta.a[1].n',
        ],
        'identities.createIdentity': [`{"externalId":"u","meta":${meta}}`, 'body.meta.a[1].n'],
        'identities.updateIdentity': [`{"identity":"u","meta":${meta}}`, 'body.meta.a[1].n'],
      };
      for (const [name, [payload = '', location]] of Object.entries(requests)) {
        const { status, body } = await workspace.call(name, undefined, { payload });
        expect(status).toBe(400);
        const message = 'is a number that cannot be kept exactly';
        expect(body.error.errors).toMatchObject([{ location, message }]);
      }
    },
  );

  it('comes back as it was sent, also when it is large, small or written with an exponent', async () => {
    const apiId = await workspace.newApi();
    const numbers = '[1e21,5e-324,0.1,9007199254740991,-1.50,1E+3,0.30000000000000004]';
    const payload = `{"apiId":"${apiId}","meta":{"n":${numbers}}}`;
    const created = await workspace.call('keys.createKey', undefined, { payload });
    const { keyId } = created.body.data;
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.meta).toEqual({ n: JSON.parse(numbers) });
  });
});

describe('a number in a field of its own', () => {
  const setLimit = (limit: string) =>
    workspace.call('ratelimit.setOverride', undefined, {
      payload: `{"namespace":"sign-in","identifier":"1.5e3","limit":${limit},"duration":1000}`,
    });

  it.each(['1e-400', '1.00000000000000000001', '9007199254740990.9', '5e-324000'])(
    'is refused if it would be taken for another one: %s',
    async (number) => {
      const { status, body } = await setLimit(number);
      expect(status).toBe(400);
      expect(body.error.errors).toMatchObject([
        { location: 'body.limit', message: 'is a number that cannot be kept exactly' },
      ]);
    },
  );

  it.each(['10', '1e1', '10.0', '100e-1'])('may be written as %s', async (number) => {
    await workspace.call('ratelimit.createNamespace', { name: 'sign-in' });
    expect((await setLimit(number)).status).toBe(200);
    const { body } = await workspace.call('ratelimit.getOverride', {
      namespace: 'sign-in',
      identifier: '1.5e3',
    });
    expect(body.data.limit).toBe(10);
  });
});
