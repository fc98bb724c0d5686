import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readLimitsSearch, readOverridesSearch, readUsageSearch } from './search.js';

const limitsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'limits',
  validateSearch: readLimitsSearch,
  component: lazyRouteComponent(() => import('./list/limits-page.js'), 'LimitsPage'),
});

const namespaceRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'limits/$namespaceId',
  component: lazyRouteComponent(() => import('./namespace-frame.js'), 'NamespaceFrame'),
});

const namespaceIndexRoute = createRoute({
  getParentRoute: () => namespaceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/limits/$namespaceId/usage', params, replace: true });
  },
});

const usageRoute = createRoute({
  getParentRoute: () => namespaceRoute,
  path: 'usage',
  validateSearch: readUsageSearch,
  component: lazyRouteComponent(() => import('./usage/usage-page.js'), 'NamespaceUsagePage'),
});

const overridesRoute = createRoute({
  getParentRoute: () => namespaceRoute,
  path: 'overrides',
  validateSearch: readOverridesSearch,
  component: lazyRouteComponent(() => import('./overrides/overrides-page.js'), 'OverridesPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => namespaceRoute,
  path: 'settings',
  component: lazyRouteComponent(
    () => import('./settings/settings-page.js'),
    'NamespaceSettingsPage',
  ),
});

export const limitsRoutes = [
  limitsRoute,
  namespaceRoute.addChildren([namespaceIndexRoute, usageRoute, overridesRoute, settingsRoute]),
] as const;
