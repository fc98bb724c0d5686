import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readPermissionsSearch, readRolesSearch } from './search.js';

const rolesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'roles',
  validateSearch: readRolesSearch,
  component: lazyRouteComponent(() => import('./roles-page.js'), 'RolesPage'),
});

const permissionsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'permissions',
  validateSearch: readPermissionsSearch,
  component: lazyRouteComponent(
    () => import('./permissions/permissions-page.js'),
    'PermissionsPage',
  ),
});

export const roleRoutes = [rolesRoute, permissionsRoute] as const;
