import { Type } from '@sinclair/typebox';
import fastify from 'fastify';
import { newRequestId } from '../src/lib/ids.js';
import { sha256Base64 } from '../src/lib/sha256.js';
import { definition } from '../src/rpc/keys/verifyKey/schema.js';

/**
 * The practical limit of the platform: the same framework, request schema, response schema and
 * answer as keys.verifyKey, and nothing in between. Beside it, the same with what no check of a key
 * can go without, whatever it does besides: the digests of both keys, and the headers of an answer.
 */
const ANSWER = {
  meta: { requestId: 'req_0123456789abcdef' },
  data: { valid: true, code: 'VALID' as const, keyId: 'key_0VbZ1vL4i1Tn9cgvoJ', enabled: true },
};

const app = fastify({ logger: false });
const schema = {
  body: definition.request,
  response: {
    200: Type.Object({ meta: Type.Object({ requestId: Type.String() }), data: definition.data }),
  },
};
app.post('/v2/keys.verifyKey', {
  schema,
  handler: (_request, reply) => {
    reply.send(ANSWER);
  },
});
app.post<{ Body: { key: string } }>('/floor', {
  schema,
  onRequest: (request, reply, done) => {
    sha256Base64(request.headers.authorization ?? '');
    reply.header('x-request-id', newRequestId());
    reply.header('x-content-type-options', 'nosniff');
    done();
  },
  handler: (request, reply) => {
    sha256Base64(request.body.key);
    reply.send(ANSWER);
  },
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url })}\n`);
process.on('SIGTERM', () => process.exit(0));
