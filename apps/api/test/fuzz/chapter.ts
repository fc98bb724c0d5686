import { createHash } from 'node:crypto';
import { OPERATIONS, type Operation, servingBoundsFor, servingBoundsOf } from '@unlatch/contract';
import { faultsOf } from '../contract/judge-answer.js';
import { byteCase } from './bytes.js';
import { Random } from './random.js';
import { readingOf } from './read-back.js';
import type { Report } from './report.js';
import { bytesOf, type Credentials, type FuzzRequest, randomRequest } from './requests.js';
import { type Wire, WireFault, type WireResponse } from './wire.js';
import type { World } from './world.js';

/** Cases that share a workspace. A failure is repeated with all cases of its chapter. */
export const CASES_PER_CHAPTER = 200;
/** An overloaded process refuses, and does nothing. How often a case is sent again then. */
const REFUSALS_MAX = 200;
const OVERLOADED = 'The service has more requests than it can answer at the moment.';

interface Chapter {
  readonly seed: number;
  readonly number: number;
  readonly world: World;
  readonly credentials: Credentials;
  readonly wire: Wire;
  readonly report: Report;
}

/** Sends the cases of a chapter one after the other, and judges every answer. */
export async function runChapter(chapter: Chapter): Promise<void> {
  for (let index = 0; index < CASES_PER_CHAPTER; index += 1) {
    const number = chapter.number * CASES_PER_CHAPTER + index;
    await runCase(chapter, number);
    chapter.report.countCase();
  }
  chapter.wire.close();
}

async function runCase(chapter: Chapter, number: number): Promise<void> {
  const { world, credentials, report, seed } = chapter;
  const random = new Random(seed, `case ${number}`);
  const request = randomRequest(random, world, credentials);
  const bytes = bytesOf(request);
  const fail = (faults: readonly string[], status?: number) =>
    report.fail(faults, { seed, number, chapter: chapter.number, bytes, status });
  try {
    const answer = await send(chapter, request, bytes);
    const body = parsed(answer);
    report.countAnswer(request.operation?.name ?? 'no operation', answer.status);
    fail(judge(request, answer, body), answer.status);
    if (request.operation === undefined) return;
    if (answer.status === 200) {
      fail(await checkWritten(chapter, request, Object(body).data), answer.status);
      world.learn(request.operation.name, requestBody(request.body), answer.text);
    }
    if (random.percent(12)) fail(await runBytes(chapter, random, { request, bytes, answer }));
  } catch (error) {
    if (!(error instanceof WireFault)) throw error;
    chapter.wire.close();
    fail([error.message]);
  }
}

/** A refusal of an overloaded process says nothing about the case, so it is sent again. */
async function send({ wire, report }: Chapter, { method, operation }: FuzzRequest, bytes: Buffer) {
  for (let attempt = 1; ; attempt += 1) {
    const isHead = method === 'HEAD';
    const answer = await wire.exchange(bytes, { isHead, answerMaxMs: answerMaxMs(operation) });
    const isRefusal = answer.status === 503 && answer.text.includes(OVERLOADED);
    if (!isRefusal || attempt === REFUSALS_MAX) return answer;
    report.countRefusal();
  }
}

/** A timer may be late, and an answer on its way, on a machine that runs the fuzzer as well. */
const LATENESS = 1.25;

/** From the contract. Where it is not known which operation is reached, the longest one counts. */
function answerMaxMs(operation: Operation | undefined): number {
  const { deadlineMs } =
    operation === undefined ? servingBoundsFor('change') : servingBoundsOf(operation);
  return LATENESS * deadlineMs;
}

function parsed({ headers, text }: WireResponse): unknown {
  if (!/^application\/(problem\+)?json/.test(headers['content-type'] ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function judge(request: FuzzRequest, answer: WireResponse, body: unknown): string[] {
  const { method, path } = request;
  const faults = body === undefined && method !== 'HEAD' ? ['the body is no JSON'] : [];
  faults.push(...faultsOf({ method, url: path }, { ...answer, body }));
  if (answer.status >= 500) faults.push(`status ${answer.status}: ${detailOf(body)}`);
  if (answer.status === 503 && answer.headers['retry-after'] === undefined) {
    faults.push('503 without Retry-After');
  }
  if (request.operation !== undefined && answer.status >= 300 && answer.status < 400) {
    faults.push(`status ${answer.status}`);
  }
  return faults;
}

function detailOf(body: unknown): string {
  return String(Object(Object(body).error).detail);
}

/** What was written comes back exactly, a deleted key is not valid, a repetition is the same. */
async function checkWritten(
  chapter: Chapter,
  request: FuzzRequest,
  data: unknown,
): Promise<string[]> {
  const { operation } = request;
  if (operation === undefined) return [];
  const fields: Readonly<Record<string, unknown>> = Object(data);
  learnKey(chapter, fields);
  const faults: string[] = [];
  const reading = readingOf(operation, request.body.replace(/^\ufeff/, ''), fields);
  if (reading !== undefined) {
    const shown = await call(chapter, reading.operation, reading.request);
    if (shown.status === 200) faults.push(...reading.faultsIn(shown.text));
    else if (shown.status !== 404) faults.push(`reading it answers ${shown.status}`);
  }
  const key = request.headers.find(([name]) => name === 'idempotency-key')?.[1];
  if (operation.kind === 'change' && key !== undefined && key.trim() !== '') {
    const again = await send(chapter, request, bytesOf(request));
    const isSame = JSON.stringify(Object(parsed(again)).data) === JSON.stringify(data);
    if (!isSame) faults.push(`repeated, it answers ${again.status} ${again.text.slice(0, 200)}`);
  }
  if (operation.name === 'keys.deleteKey') {
    const { keyId } = Object(requestBody(request.body));
    faults.push(...(await checkDeleted(chapter, String(keyId))));
  }
  return faults;
}

function learnKey({ world }: Chapter, { keyId, key }: Readonly<Record<string, unknown>>): void {
  if (typeof key !== 'string') return;
  world.add('key.key', key);
  if (typeof keyId === 'string') world.keys.set(keyId, key);
}

async function checkDeleted(chapter: Chapter, keyId: string): Promise<string[]> {
  const key = chapter.world.keys.get(keyId);
  if (key === undefined) return [];
  const { text } = await call(chapter, 'keys.verifyKey', { key });
  return text.includes('"valid":true') ? ['a deleted key is valid'] : [];
}

function call(chapter: Chapter, name: string, body: unknown): Promise<WireResponse> {
  const [rootKey] = chapter.credentials;
  const headers = [
    ['authorization', `Bearer ${rootKey}`],
    ['content-type', 'application/json'],
  ] as const;
  const request = {
    method: 'POST',
    path: `/v2/${name}`,
    headers,
    body: JSON.stringify(body),
    operation: OPERATIONS.find((operation) => operation.name === name),
  };
  return send(chapter, request, bytesOf(request));
}

interface SoundCase {
  readonly request: FuzzRequest;
  readonly bytes: Buffer;
  readonly answer: WireResponse;
}

/** Sends the same request again, with a fault in its bytes, on a connection of its own. */
async function runBytes(
  { wire, report }: Chapter,
  random: Random,
  { request, bytes, answer }: SoundCase,
): Promise<string[]> {
  const sound = byteCase(random, bytes, answer.status);
  const responses = await wire.sendAll({
    pieces: sound.pieces,
    answersMax: sound.answers ?? sound.answersMax ?? Number.POSITIVE_INFINITY,
    isWhole: sound.answers !== undefined || sound.answersMax !== undefined,
    answerMaxMs: answerMaxMs(sound.status === undefined ? undefined : request.operation),
  });
  report.countBytes(sound.title);
  const faults = responses.flatMap((response) => judgeBytes(response));
  const first = responses[0]?.status;
  if (responses.some((response) => response.text.includes(OVERLOADED))) return faults;
  if (sound.answers !== undefined && responses.length !== sound.answers) {
    faults.push(`${responses.length} answers instead of ${sound.answers}`);
  }
  // A request that is wrong in two ways may be refused for either: its rights may be known first.
  const isRefused = sound.status !== undefined && sound.status >= 400;
  if (isRefused && !(first !== undefined && first >= 400)) {
    faults.push(`status ${first}, although it is to be refused`);
  }
  const sent = createHash('sha256').update(Buffer.concat(sound.pieces)).digest('hex').slice(0, 8);
  const shown = Buffer.concat(sound.pieces).toString('latin1').slice(0, 3000);
  return faults.map((fault) => `${sound.title}: ${fault} (${sent}: ${JSON.stringify(shown)})`);
}

/** Which operation it reaches is not known, so only what holds for all answers is judged. */
function judgeBytes(response: WireResponse): string[] {
  const body = parsed(response);
  const isDocument = typeof body === 'string';
  const faults =
    response.status < 400 || isDocument
      ? []
      : faultsOf({ method: 'GET', url: '/' }, { ...response, body });
  const isRefusal = response.text.includes(OVERLOADED);
  if (response.status >= 500 && !isRefusal)
    faults.push(`status ${response.status}: ${detailOf(body)}`);
  return faults;
}
