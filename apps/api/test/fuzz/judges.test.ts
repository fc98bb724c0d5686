import { gzipSync } from 'node:zlib';
import { OPERATIONS } from '@unlatch/contract';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { describe, expect, it } from 'vitest';
import { faultsOf, type JudgedAnswer } from '../contract/judge-answer.js';
import { faultsInLog } from './fuzz.js';
import { Random } from './random.js';
import { readingOf } from './read-back.js';
import { parseResponses } from './wire.js';

const requestId = `req_${'x'.repeat(16)}`;
const request = { method: 'POST', url: '/v2/apis.getApi' };
const fine: JudgedAnswer = {
  status: 200,
  headers: { 'x-request-id': requestId },
  body: { meta: { requestId }, data: { id: 'api_1234abcd', name: 'Weather' } },
};
const refused: JudgedAnswer = {
  status: 404,
  headers: { 'x-request-id': requestId },
  body: {
    meta: { requestId },
    error: {
      status: 404,
      title: PROBLEMS['unkey/data/api_not_found'].title,
      type: 'http://localhost/docs/errors/unkey/data/api_not_found',
      detail: 'There is no such API.',
    },
  },
};

function refusedWith(error: object): JudgedAnswer {
  const { meta, error: given } = Object(refused.body);
  return { ...refused, body: { meta, error: { ...given, ...error } } };
}

describe('the judge of answers', () => {
  it.each([
    ['200', fine],
    ['404', refused],
  ])('finds nothing wrong with an announced %s', (_title, answer) => {
    expect(faultsOf(request, answer)).toEqual([]);
  });

  it.each([
    ['no request id', { ...fine, headers: {} }],
    [
      'another request id than in the header',
      { ...fine, body: { ...Object(fine.body), meta: {} } },
    ],
    ['a field that the contract does not know', { ...fine, body: { ...Object(fine.body), x: 1 } }],
    [
      'a field of another type',
      { ...fine, body: { meta: { requestId }, data: { id: 1, name: '' } } },
    ],
    ['no envelope', { ...refused, body: 'Not Found' }],
    ['another status inside', refusedWith({ status: 400 })],
    ['a code without a page', refusedWith({ type: 'http://localhost/docs/errors/unkey/data/x' })],
    ['another title than that of its code', refusedWith({ title: 'Sorry' })],
    ['no detail', refusedWith({ detail: '' })],
    ['a field too many in the error', refusedWith({ stack: 'at …' })],
    [
      'a problem that the operation does not list',
      refusedWith({
        title: PROBLEMS['unkey/data/role_not_found'].title,
        type: 'http://localhost/docs/errors/unkey/data/role_not_found',
      }),
    ],
  ])('finds %s', (_title, answer) => {
    expect(faultsOf(request, answer)).not.toEqual([]);
  });
});

describe('the judge of what is read back', () => {
  const createKey = OPERATIONS.find(({ name }) => name === 'keys.createKey');
  const faultsBetween = (sent: string, shown: string) => {
    if (createKey === undefined) throw new Error('the contract has no keys.createKey');
    const reading = readingOf(createKey, `{"meta":${sent}}`, { keyId: 'key_1' });
    return reading?.faultsIn(`{"data":{"meta":${shown}}}`);
  };

  it.each([
    ['{"a":1,"b":[null]}', '{"b":[null],"a":1}'],
    ['{"a":1e2}', '{"a":100}'],
    ['{"a":-0}', '{"a":0}'],
    ['{"a":0.10}', '{"a":1e-1}'],
    ['{"a":"\\u00e9"}', '{"a":"é"}'],
    ['{"a":"\\ud800"}', '{"a":"\ufffd"}'],
  ])('takes %s and %s for the same', (sent, shown) => {
    expect(faultsBetween(sent, shown)).toEqual([]);
  });

  it.each([
    ['{"a":1e400}', '{"a":null}'],
    ['{"a":12345678901234567890}', '{"a":12345678901234567000}'],
    ['{"a":"1"}', '{"a":1}'],
    ['{"a":[1,2]}', '{"a":[2,1]}'],
    ['{"a":"e\\u0301"}', '{"a":"é"}'],
    ['{"a":1}', '{}'],
  ])('takes %s and %s for different', (sent, shown) => {
    expect(faultsBetween(sent, shown)).toHaveLength(1);
  });
});

describe('the reader of responses', () => {
  const read = (text: string) => parseResponses(Buffer.from(text));

  it('reads responses that follow each other, with a length and in chunks', () => {
    const first = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}';
    const second =
      'HTTP/1.1 404 x\r\ntransfer-encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n';
    const responses = read(`HTTP/1.1 100 Continue\r\n\r\n${first}${second}`);
    expect(responses.map(({ status, text }) => [status, text])).toEqual([
      [200, '{}'],
      [404, '[]'],
    ]);
  });

  it('reads a response in gzip', () => {
    const body = gzipSync('{"a":1}');
    const head = `HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: ${body.length}\r\n\r\n`;
    const [response] = parseResponses(Buffer.concat([Buffer.from(head), body]));
    expect(response?.text).toBe('{"a":1}');
  });

  it.each([
    ['half an answer', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{}'],
    ['no answer', 'hello\r\n\r\n'],
    ['an answer without a length', 'HTTP/1.1 200 OK\r\n\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
  ])('does not take %s for one', (_title, text) => {
    expect(() => read(text)).toThrow();
  });
});

it('the judge of the log finds errors and whatever is no line of the log', () => {
  const info = '{"level":30,"event":"listening"}';
  const error = '{"level":50,"event":"request_failed"}';
  const warning = '(node:1) MaxListenersExceededWarning: 11 listeners';
  expect(faultsInLog(`${info}\n`)).toEqual([]);
  expect(faultsInLog([info, error, warning].join('\n'))).toHaveLength(2);
});

it('a case follows from its seed and number alone', () => {
  const numbers = (name: string) => {
    const random = new Random(7, name);
    return Array.from({ length: 20 }, () => random.below(1000));
  };
  expect(numbers('case 1')).toEqual(numbers('case 1'));
  expect(numbers('case 1')).not.toEqual(numbers('case 2'));
});
