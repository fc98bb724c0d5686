import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { apiRoute, workspaceRoute } from '../../app/shell-routes.js';
import { choice, flag, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

const apisRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'apis',
  validateSearch: readSearch({
    q: text(256),
    sort: choice(['createdAt', 'name']),
    order: choice(['asc', 'desc']),
    create: flag(),
  }),
  component: lazyRouteComponent(() => import('./apis-page.js'), 'ApisPage'),
});

const apiIndexRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/apis/$apiId/keys', params, replace: true });
  },
});

const requestsRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'requests',
  validateSearch: readRange,
  component: lazyRouteComponent(() => import('./requests/requests-page.js'), 'ApiRequestsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.js'), 'ApiSettingsPage'),
});

export const apisRoutes = [apisRoute] as const;
export const apiChildren = [apiIndexRoute, requestsRoute, settingsRoute] as const;
