import { Type } from '@sinclair/typebox';
import fastify from 'fastify';
import { definition } from '../src/rpc/keys/verifyKey/schema.js';

/**
 * The practical limit of the platform: the same framework, request schema, response schema and
 * answer as keys.verifyKey, and nothing in between.
 */
const ANSWER = {
  meta: { requestId: 'req_0123456789abcdef' },
  data: { valid: true, code: 'VALID' as const, keyId: 'key_0VbZ1vL4i1Tn9cgvoJ', enabled: true },
};

const app = fastify({ logger: false });
app.post('/v2/keys.verifyKey', {
  schema: {
    body: definition.request,
    response: {
      200: Type.Object({ meta: Type.Object({ requestId: Type.String() }), data: definition.data }),
    },
  },
  handler: (_request, reply) => {
    reply.send(ANSWER);
  },
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url })}\n`);
process.on('SIGTERM', () => process.exit(0));
