import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { apiResolver } from 'next/dist/server/api-utils/node/api-resolver.js';

/** Sends one request over HTTP to a handler of `pages/api`, which Next runs as in an app. */
export async function askApiRoute(handler: unknown, headers: HeadersInit, path = '/') {
  const server = createServer(listenerOf(handler)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    const response = await fetch(`http://127.0.0.1:${address.port}${path}`, { headers });
    const body: unknown = await response.json();
    return { status: response.status, headers: response.headers, body };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** What Next does with a request for a handler of `pages/api`; an error is a 599. */
export function listenerOf(handler: unknown): RequestListener {
  return (req, res) => {
    const { searchParams } = new URL(req.url ?? '/', 'http://localhost');
    const preview = { previewModeId: '', previewModeEncryptionKey: '', previewModeSigningKey: '' };
    const query = Object.fromEntries(searchParams);
    apiResolver(req, res, query, { default: handler }, { ...preview, dev: false }, true).catch(
      () => {
        res.writeHead(599).end('null');
      },
    );
  };
}
