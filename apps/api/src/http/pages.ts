import { servingBoundsFor } from '@unlatch/contract';
import type { FastifyInstance } from 'fastify';
import { awaitTurn, leaveTurn, type RouteBounds } from './admission/admission.js';
import type { Admission } from './admission/create-admission.js';
import { DASHBOARD_PAGES } from './web/dashboard.js';

const PROBE: RouteBounds = { ...servingBoundsFor('document'), priority: 'probe' };
const DOCUMENT: RouteBounds = servingBoundsFor('document');
/** Browsers ask before each kind of call, so refusing this would refuse the call. */
const PREFLIGHT: RouteBounds = servingBoundsFor('change');

/** Everything that the port serves and that is no operation, apart from the dashboard. */
export const PAGES: Readonly<Record<string, RouteBounds>> = {
  '/health/live': PROBE,
  '/health/ready': PROBE,
  '/v2/liveness': PROBE,
  '/metrics': PROBE,
  '/openapi.json': DOCUMENT,
  '/openapi.yaml': DOCUMENT,
  '/reference': DOCUMENT,
  '/reference/': DOCUMENT,
  '/reference/scalar.js': DOCUMENT,
  '/reference/start.js': DOCUMENT,
  '/docs/errors/*': DOCUMENT,
  '*': PREFLIGHT,
};

/**
 * From now on, each route that is no operation must have its bounds in `PAGES`, and its requests
 * wait for their turn. A route without bounds is refused, so the service does not start.
 */
export function boundPages(app: FastifyInstance, admission: Admission): void {
  app.addHook('onRoute', (route) => {
    // An operation, or the HEAD of a page that has passed here.
    if (route.config?.bounds !== undefined) return;
    const bounds = boundsOfPage(route.url);
    if (bounds === undefined) throw new Error(`${route.url} has no bounds`);
    if (bounds.priority === 'check') throw new Error(`${route.url} is no check`);
    route.config = { ...route.config, bounds };
    route.onRequest = [awaitTurn(bounds.priority, admission), ...hooksOf(route.onRequest)];
    route.onSend = [leaveTurn, ...hooksOf(route.onSend)];
  });
}

function boundsOfPage(url: string): RouteBounds | undefined {
  return PAGES[url.startsWith('/docs/errors/') ? '/docs/errors/*' : url] ?? DASHBOARD_PAGES[url];
}

function hooksOf<Hook>(hooks: Hook | Hook[] | undefined): Hook[] {
  return hooks === undefined ? [] : ([hooks].flat() as Hook[]);
}
