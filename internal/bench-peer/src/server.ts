import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import fastify from 'fastify';
import pg from 'pg';

/**
 * The peer of the benchmark: better-auth's plugin for API keys behind the same framework, on the
 * same PostgreSQL. It creates a key, verifies it, and reports the results on standard error.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const options = {
  database: pool,
  secret: 'not a secret: the benchmark signs nothing',
  baseURL: 'http://localhost',
  emailAndPassword: { enabled: true },
  logger: { disabled: true },
  telemetry: { enabled: false },
  plugins: [apiKey({ rateLimit: { enabled: false } })],
};
const { runMigrations } = await getMigrations(options);
await runMigrations();
const auth = betterAuth(options);
const { user } = await auth.api.signUpEmail({
  body: { name: 'Peer', email: 'peer@example.com', password: 'benchmark only' },
});
const { key } = await auth.api.createApiKey({ body: { userId: user.id, name: 'Benchmark' } });

const app = fastify({ logger: false });
app.post<{ Body: { key: string } }>('/verify', async (request) => {
  const { valid } = await auth.api.verifyApiKey({ body: { key: request.body.key } });
  return { meta: { requestId: request.id }, data: { valid } };
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url, key })}\n`);
process.on('SIGTERM', () => process.exit(0));
