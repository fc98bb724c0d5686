import { createApp } from './app.js';

interface Env {
  UNLATCH_ROOT_KEY: string;
  UNLATCH_URL: string;
}

// Workers get their settings with each request; one app serves all of them.
let app: ReturnType<typeof createApp> | undefined;

// biome-ignore lint/style/noDefaultExport: this is how Workers find their handler.
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    app ??= createApp({ rootKey: env.UNLATCH_ROOT_KEY, serverURL: env.UNLATCH_URL });
    return app.fetch(request);
  },
};
