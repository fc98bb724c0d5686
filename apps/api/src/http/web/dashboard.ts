import { servingBoundsFor } from '@unlatch/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problems.js';
import type { RouteBounds } from '../admission/admission.js';
import type { Untaken } from '../admission/untaken.js';
import { acceptedForm, hasTag } from './accepted-form.js';
import type { WebFile, WebFiles } from './web-files.js';

const DOCUMENT: RouteBounds = servingBoundsFor('document');

/** The app reads these paths itself: each is the same page. */
const APP_PATHS = ['/', '/login', '/setup', '/join', '/account', '/account/*', '/w/*'];
const FILE_PATHS = ['/theme.js', '/favicon.svg', '/assets/*'];

export const DASHBOARD_PAGES: Readonly<Record<string, RouteBounds>> = Object.fromEntries(
  [...APP_PATHS, ...FILE_PATHS].map((path) => [path, DOCUMENT]),
);

/**
 * The page may load only files of the service, and talk only to the service. A script, a style or
 * a handler within a page does nothing, nor does HTML that a script makes from text.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PERMISSIONS = [
  'camera',
  'display-capture',
  'geolocation',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

const NOT_MODIFIED = 304;
const YEAR_SECONDS = 31_536_000;

/** Serves the files of the web app, and its page at each path that the app reads. */
export function registerDashboard(app: FastifyInstance, files: WebFiles, untaken: Untaken): void {
  const send = (name: string) => (request: FastifyRequest, reply: FastifyReply) =>
    sendFile(files.get(name), { request, reply, untaken });
  for (const path of APP_PATHS) app.get(path, send('index.html'));
  app.get('/theme.js', send('theme.js'));
  app.get('/favicon.svg', send('favicon.svg'));
  app.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
    sendFile(files.get(`assets/${request.params['*']}`), { request, reply, untaken }),
  );
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly untaken: Untaken;
}

function sendFile(file: WebFile | undefined, { request, reply, untaken }: Exchange) {
  if (file === undefined) {
    throw new Problem(
      'user/bad_request/unknown_route',
      'The dashboard has no such file. After an update of the service, load the page again.',
    );
  }
  const { encoding, tag, body } = acceptedForm(request, file.forms);
  reply
    .header('content-security-policy', POLICY)
    .header('cross-origin-opener-policy', 'same-origin')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('permissions-policy', PERMISSIONS)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', cacheControlOf(file))
    .header('vary', 'accept-encoding')
    .header('etag', tag);
  if (hasTag(request, tag)) return reply.code(NOT_MODIFIED).send();
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  untaken.share(reply.raw);
  return reply.type(file.type).send(body);
}

/** The page names the files of its version, so it is asked for each time. */
function cacheControlOf({ isFixed }: WebFile): string {
  return isFixed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
}
