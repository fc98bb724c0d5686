import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readRootKeysSearch } from './search.js';

export const rootKeyRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/root-keys',
    validateSearch: readRootKeysSearch,
    component: lazyRouteComponent(() => import('./root-keys-page.js'), 'RootKeysPage'),
  }),
] as const;
