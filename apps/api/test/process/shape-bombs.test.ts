import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { call, newApi, start } from './harness.js';

/** JSON that is built to cost time or memory, or to be read in two ways. */
const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `"n${index.toString(36)}_${index}":0`).join();
const nest = (open: string, close: string, levels: number) =>
  `${open.repeat(levels)}0${close.repeat(levels)}`;
const MIB = 1024 * 1024;

/** By name: a value for a free field. All of them are refused. */
const BOMBS: Readonly<Record<string, () => string>> = {
  'a text of 50 MB': () => `"${'x'.repeat(50_000_000)}"`,
  'white space of 50 MB': () => `0${' '.repeat(50_000_000)}`,
  '700,000 distinct names': () => `{${names(700_000)}}`,
  '100,000 distinct names': () => `{${names(100_000)}}`,
  '12,500 distinct names': () => `{${names(12_500)}}`,
  'a million numbers': () => `[${'0,'.repeat(1_000_000)}0]`,
  'a million empty objects': () => `[${'{},'.repeat(1_000_000)}0]`,
  'a million members of one name': () => `{${'"a":0,'.repeat(1_000_000)}"a":0}`,
  '5,000 members of one name': () => `{${'"a":0,'.repeat(5000)}"a":0}`,
  'lists 100,000 deep': () => nest('[', ']', 100_000),
  'objects 100,000 deep': () => nest('{"a":', '}', 100_000),
  'lists 5,000 deep': () => nest('[', ']', 5000),
  'a member twice': () => '{"a":1,"a":2}',
  __proto__: () => '{"__proto__":{"polluted":1}}',
  'constructor.prototype': () => '{"constructor":{"prototype":{"polluted":1}}}',
  'escaped __proto__': () => '{"\\u005f_proto__":{"polluted":1}}',
  NaN: () => 'NaN',
  Infinity: () => '-Infinity',
  '1e309': () => '1e309',
  '1e400 in a list': () => '[1e400]',
  '-0': () => '-0',
  '2^53+1': () => '9007199254740993',
  'a number of 200,000 digits': () => '1'.repeat(200_000),
  'an exponent of 200,000 digits': () => `1e-${'9'.repeat(200_000)}`,
  'U+0000': () => '"\\u0000"',
  '9,000 times U+0000': () => `[${'"\\u0000",'.repeat(9000)}0]`,
  'a name with U+0000': () => '{"\\u0000":1}',
  'half of an escape': () => '"\\ud83"',
  'a text without end': () => `"${'\\"'.repeat(MIB / 16)}`,
  'a single quote': () => "'a'",
  'hexadecimal digits': () => '0x10',
  'a comment': () => '1/**/',
};

/** Each operation with free values, with the place for one. */
const DOORS: Readonly<Record<string, (value: string, apiId: string) => string>> = {
  'keys.createKey': (value, apiId) => `{"apiId":"${apiId}","meta":{"v":${value}}}`,
  'identities.createIdentity': (value) => `{"externalId":"bomb","meta":{"v":${value}}}`,
  'keys.migrateKeys': (value, apiId) =>
    `{"migrationId":"mig_1234","apiId":"${apiId}","keys":[{"hash":"abc","meta":{"v":${value}}}]}`,
  'keys.verifyKey': (value) => `{"key":"k","v":${value}}`,
  'ratelimit.multiLimit': (value) => `[{"namespace":${value}}]`,
};

function processorMs(pid: number): number {
  // Clock ticks of a hundredth of a second in user and in system mode.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return 10 * (Number(fields[11]) + Number(fields[12]));
}

function residentMb(pid: number): number {
  return Math.round(Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) / 256);
}

it('a body of any shape is refused as a problem, and harms no other request', {
  timeout: 300_000,
}, async () => {
  const service = await start({}, inject('adminUrl'));
  const apiId = await newApi(service);
  const headers = {
    authorization: `Bearer ${service.rootKey}`,
    'content-type': 'application/json',
    connection: 'close',
  };
  const send = async (name: string, body: string) => {
    const answer = await fetch(`${service.url}/v2/${name}`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  for (const name of Object.keys(DOORS)) await send(name, '{}');
  const before = { ms: processorMs(service.pid), mb: residentMb(service.pid) };
  const costs: { title: string; ms: number; bytes: number }[] = [];
  let largestMb = before.mb;
  for (const [bomb, value] of Object.entries(BOMBS)) {
    const text = value();
    for (const [name, bodyOf] of Object.entries(DOORS)) {
      const body = bodyOf(text, apiId);
      const startedMs = processorMs(service.pid);
      const { status, text: answer } = await send(name, body);
      costs.push({
        title: `${bomb}, ${name}, ${status}`,
        ms: processorMs(service.pid) - startedMs,
        bytes: body.length,
      });
      largestMb = Math.max(largestMb, residentMb(service.pid));
      expect([400, 404, 413], `${bomb} to ${name}: ${answer.slice(0, 300)}`).toContain(status);
      expect(JSON.parse(answer)).toMatchObject({
        meta: { requestId: expect.stringMatching(/^req_/) },
        error: { status, type: expect.stringMatching(/\/docs\/errors\/(user|unkey)\//) },
      });
    }
  }
  const { data } = await call(service, 'keys.createKey', { apiId, meta: {} });
  const { data: shown } = await call(service, 'keys.getKey', { keyId: data.keyId });
  expect(shown).not.toHaveProperty('polluted');
  expect(shown).not.toHaveProperty('meta');
  expect(service.stderr()).not.toContain('"level":50');
  const dearest = costs.sort((one, other) => other.ms - one.ms).slice(0, 8);
  process.stdout.write(
    [
      `\n${costs.length} bodies, ${processorMs(service.pid) - before.ms} ms of processor time`,
      `resident ${before.mb} MB before, ${largestMb} MB at most, ${residentMb(service.pid)} MB after`,
      ...dearest.map(({ title, ms, bytes }) => `${ms} ms for ${bytes} bytes: ${title}`),
      '',
    ].join('\n'),
  );
});
