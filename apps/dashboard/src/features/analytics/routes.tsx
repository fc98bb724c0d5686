import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readAnalyticsSearch } from './search.js';

export const analyticsRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/analytics',
    validateSearch: readAnalyticsSearch,
    component: lazyRouteComponent(() => import('./charts-page.js'), 'ChartsPage'),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/analytics/sql',
    component: lazyRouteComponent(() => import('./sql/sql-page.js'), 'SqlPage'),
  }),
] as const;
