import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { Redis } from 'iovalkey';

export interface UpstashShim {
  url: string;
  close(): Promise<void>;
}

/**
 * The REST protocol of Upstash in front of a real Redis. `POST /` takes a command as a JSON array
 * and answers `{ result }` or, with 400, `{ error }`. `POST /pipeline` takes and answers an array
 * of these. Texts in results are base64 if the client asks for it.
 */
export async function startUpstashShim(redisUrl: string, token: string): Promise<UpstashShim> {
  const redis = new Redis(redisUrl);

  async function run([name = '', ...args]: string[], encode: (text: string) => string) {
    try {
      const result = await redis.call(name, ...args);
      return { result: typeof result === 'string' && result !== 'OK' ? encode(result) : result };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  const server = createServer((request, response) => {
    void (async () => {
      response.setHeader('content-type', 'application/json');
      if (request.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401).end(JSON.stringify({ error: 'WRONGPASS invalid password' }));
        return;
      }
      const isBase64 = request.headers['upstash-encoding'] === 'base64';
      const encode = (text: string) => (isBase64 ? Buffer.from(text).toString('base64') : text);
      const body = await json(request);
      if (request.url === '/pipeline') {
        const results = (body as string[][]).map((command) => run(command, encode));
        response.end(JSON.stringify(await Promise.all(results)));
        return;
      }
      const answer = await run(body as string[], encode);
      response.writeHead('error' in answer ? 400 : 200).end(JSON.stringify(answer));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      redis.disconnect();
    },
  };
}
