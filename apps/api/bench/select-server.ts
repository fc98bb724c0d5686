import fastify from 'fastify';
import pg from 'pg';

/**
 * The floor of a cold verification: the same framework, and for each request one SELECT of a key by
 * its hash. It uses the same database and as many connections. It does not look at the rows.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const app = fastify({ logger: false });
app.post<{ Body: { key: string } }>('/select', async (request) => {
  const { rowCount } = await pool.query({
    name: 'select',
    text: `select id, api_id, enabled, expires_at_ms, credits_remaining from keys
      where hash = encode(sha256(convert_to($1, 'UTF8')), 'base64')`,
    values: [request.body.key],
  });
  return { meta: { requestId: request.id }, data: { valid: rowCount === 1, code: 'VALID' } };
});
const url = await app.listen({ host: '127.0.0.1', port: 0 });
process.stderr.write(`${JSON.stringify({ event: 'listening', url })}\n`);
process.on('SIGTERM', () => process.exit(0));
