import { unkey } from '@unlatch/fastify';
import fastify from 'fastify';
export const app = fastify();
app.addHook('onRequest', unkey({ rootKey: process.env.UNKEY_ROOT_KEY, serverURL: process.env.UNLATCH_URL }));
app.get('/api/me', async (request) => {
    return { keyId: request.unkey?.keyId, customer: request.unkey?.identity?.externalId };
});
