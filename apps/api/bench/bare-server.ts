import fastify from 'fastify';
import { ANSWER, SCHEMA } from './bare-answer.js';

/**
 * The practical limit of the platform: the same framework, request schema, response schema and
 * response as keys.verifyKey, with nothing in between.
 */
const app = fastify({ logger: false });
app.post('/v2/keys.verifyKey', {
  schema: SCHEMA,
  handler: (_request, reply) => {
    reply.send(ANSWER);
  },
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url })}\n`);
process.on('SIGTERM', () => process.exit(0));
