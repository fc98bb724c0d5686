import apiReference from '@scalar/fastify-api-reference';
import { openApiDocument } from '@unlatch/contract';
import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import type { Rpc } from '../../rpc/rpc.js';

const REFERENCE_PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
].join('; ');

/** The OpenAPI document of the operations at its usual paths, and a page to read it. */
export async function registerOpenApi(
  app: FastifyInstance,
  rpcs: readonly Rpc[],
  version: string,
): Promise<void> {
  const operations = rpcs.map(({ definition }) => definition);
  const document = openApiDocument(operations, { version });
  const json = JSON.stringify(document);
  // Created at the first request: most processes never get one.
  let yaml: string | undefined;
  app.get('/openapi.json', async (_request, reply) => reply.type('application/json').send(json));
  app.get('/openapi.yaml', async (_request, reply) => {
    yaml ??= stringify(document, { aliasDuplicateObjects: false });
    return reply.type('application/yaml').send(yaml);
  });
  await app.register(registerReferencePage);
}

/**
 * The page loads nothing from other hosts, has no buttons that lead to one, and its policy forbids
 * both.
 */
async function registerReferencePage(scope: FastifyInstance): Promise<void> {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('content-security-policy', REFERENCE_PAGE_POLICY);
  });
  await scope.register(apiReference, {
    routePrefix: '/reference',
    configuration: {
      url: '/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
    },
  });
}
