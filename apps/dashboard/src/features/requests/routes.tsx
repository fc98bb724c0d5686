import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readRequestsSearch } from './search.js';

export const requestRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/requests',
    validateSearch: readRequestsSearch,
    component: lazyRouteComponent(() => import('./requests-page.js'), 'RequestsPage'),
  }),
] as const;
