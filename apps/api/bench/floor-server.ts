import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { EventRecorder } from '../src/engine/events/recorder.js';
import { sha256Base64 } from '../src/lib/crypto/sha256.js';
import { newRequestId } from '../src/lib/ids.js';
import { STOP_TIMES } from '../src/process/stop-times.js';
import { openDatabase } from '../src/store/database/database.js';
import { ANSWER, SCHEMA } from './bare-answer.js';

/**
 * Three routes, each with the work that no check of a key can do without:
 *
 * - the bare route with the digests of both keys and the headers of a response,
 * - the same with the usage event that the service leaves of each check,
 * - the same with a commit of a balance, shared by all requests that wait. No request reads it.
 *
 * A process of its own, since the bare route is faster in a program that holds nothing else.
 */
const fail = (reason: unknown) => {
  throw reason;
};
const connection = { connectionString: process.env['DATABASE_URL'] ?? '' };
const db = openDatabase({ connection, poolMax: 2, prepare: true, onConnectionLost: fail });
const recorder = new EventRecorder({
  db,
  spill: undefined,
  stopLimitMs: STOP_TIMES.recordsMs,
  onFailed: fail,
});
recorder.start();

await sql`create table floor_balance (balance bigint)`.execute(db);
await sql`insert into floor_balance values (0)`.execute(db);
let waiting: (() => void)[] = [];
let isCommitting = false;

function commit(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!isCommitting) void commitWaiting();
  });
}

/** One statement at a time, for everything that is waiting. */
async function commitWaiting(): Promise<void> {
  isCommitting = true;
  while (waiting.length > 0) {
    const taken = waiting;
    waiting = [];
    await sql`update floor_balance set balance = balance - ${taken.length}`.execute(db);
    for (const resolve of taken) resolve();
  }
  isCommitting = false;
}

const app = fastify({ logger: false });
type Request = FastifyRequest<{ Body: { key: string } }>;

function answerWithDigests(request: Request, reply: FastifyReply): string {
  const requestId = newRequestId();
  sha256Base64(request.headers.authorization ?? '');
  sha256Base64(request.body.key);
  reply.header('x-request-id', requestId).header('x-content-type-options', 'nosniff').send(ANSWER);
  return requestId;
}

function record(requestId: string): void {
  recorder.verification({
    timeMs: Date.now(),
    requestId,
    workspaceId: 'ws_0VbZ1vL4i1Tn9cgvoJ',
    apiId: 'api_0VbZ1vL4i1Tn9cgvoJ',
    keyId: ANSWER.data.keyId,
    keySpaceId: 'ks_0VbZ1vL4i1Tn9cgvoJ',
    identityId: '',
    externalId: '',
    code: ANSWER.data.code,
    tags: [],
    spentCredits: 0,
    latencyUs: 20,
    permissionQuery: '',
    creditCost: 0,
    deniedLimit: '',
  });
}

app.post('/digests', { schema: SCHEMA }, (request: Request, reply) => {
  answerWithDigests(request, reply);
});
app.post('/record', { schema: SCHEMA }, (request: Request, reply) => {
  record(answerWithDigests(request, reply));
});
app.post('/commit', { schema: SCHEMA }, async (request: Request, reply) => {
  await commit();
  record(answerWithDigests(request, reply));
  return reply;
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url })}\n`);
process.on('SIGTERM', () => process.exit(0));
