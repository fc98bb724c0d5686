import { serve } from '@hono/node-server';
import { createApp } from './app.js';

const { PORT, UNLATCH_ROOT_KEY, UNLATCH_URL } = process.env;
const app = createApp({
  rootKey: UNLATCH_ROOT_KEY,
  serverURL: UNLATCH_URL,
});

serve({ fetch: app.fetch, port: Number(PORT ?? 3000) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});
