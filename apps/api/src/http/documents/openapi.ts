import { setImmediate as nextTurn } from 'node:timers/promises';
import { openApiDocument } from '@unlatch/contract';
import type { FastifyInstance } from 'fastify';
import { stringify } from 'yaml';
import { Problem } from '../../domain/problems.js';
import type { Rpc } from '../../rpc/rpc.js';
import { failInTurn } from '../admission/admission.js';
import type { Admission } from '../admission/create-admission.js';
import {
  REFERENCE_PAGE,
  REFERENCE_POLICY,
  REFERENCE_START,
  readReferenceProgram,
} from './reference-page.js';
import { serveStatic } from './static-page.js';

interface DocumentOptions {
  readonly version: string;
  /** False: the paths answer 404. */
  readonly documents: boolean;
}

const NO_PAGE = "default-src 'none'";
const JAVASCRIPT = 'text/javascript; charset=utf-8';
const PATHS = [
  '/openapi.json',
  '/openapi.yaml',
  '/reference',
  '/reference/',
  '/reference/scalar.js',
  '/reference/start.js',
];

/** The OpenAPI document of the operations at its usual paths, and a page to read it. */
export function registerOpenApi(
  app: FastifyInstance,
  rpcs: readonly Rpc[],
  { version, documents }: DocumentOptions,
  admission: Admission,
): void {
  if (!documents) {
    for (const path of PATHS) registerTurnedOff(app, path, admission);
    return;
  }
  const { untaken } = admission;
  const document = () =>
    openApiDocument(
      rpcs.map(({ definition }) => definition),
      { version },
    );
  const policy = NO_PAGE;
  const json = { type: 'application/json', policy, make: () => JSON.stringify(document()) };
  const yaml = { type: 'application/yaml', policy, make: () => toYaml(document()) };
  serveStatic(app, '/openapi.json', json, untaken);
  serveStatic(app, '/openapi.yaml', yaml, untaken);
  const page = { type: 'text/html; charset=utf-8', policy: REFERENCE_POLICY };
  serveStatic(app, '/reference/', { ...page, make: () => REFERENCE_PAGE }, untaken);
  const script = { type: JAVASCRIPT, policy };
  serveStatic(app, '/reference/scalar.js', { ...script, make: readReferenceProgram }, untaken);
  serveStatic(app, '/reference/start.js', { ...script, make: () => REFERENCE_START }, untaken);
  app.get('/reference', (_request, reply) => reply.redirect('reference/', 301));
}

function registerTurnedOff(app: FastifyInstance, path: string, admission: Admission): void {
  const off = new Problem(
    'user/bad_request/unknown_route',
    'The pages of documentation are turned off on this server (DOCUMENTS=off).',
  );
  app.get(path, {
    onRequest: (_request, _reply, done) => failInTurn(admission, () => done(off)),
    handler: () => undefined,
  });
}

/**
 * Written operation by operation. The whole takes most of a second, in which this process would
 * answer nothing else.
 */
async function toYaml({ paths, ...rest }: Readonly<Record<string, unknown>>): Promise<string> {
  const parts = [write(rest), 'paths:\n'];
  for (const [path, item] of Object.entries(Object(paths))) {
    await nextTurn();
    parts.push(write({ [path]: item }).replaceAll(/^(?=.)/gm, '  '));
  }
  return parts.join('');
}

function write(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
