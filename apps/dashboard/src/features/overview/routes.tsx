import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readOverviewSearch } from './search.js';

export const overviewRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/overview',
    validateSearch: readOverviewSearch,
    component: lazyRouteComponent(() => import('./overview-page.js'), 'OverviewPage'),
  }),
] as const;
