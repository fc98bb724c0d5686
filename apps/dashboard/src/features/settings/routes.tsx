import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readMembersSearch } from './search.js';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/settings',
    beforeLoad: ({ params }) => {
      throw redirect({ to: `/w/${params.workspace}/settings/workspace` as string });
    },
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/settings/workspace',
    component: lazyRouteComponent(() => import('./workspace-page.js'), 'WorkspacePage'),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/settings/members',
    validateSearch: readMembersSearch,
    component: lazyRouteComponent(() => import('./team/members-page.js'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/settings/roles',
    component: lazyRouteComponent(() => import('./team/team-roles-page.js'), 'TeamRolesPage'),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: '/settings/limits',
    component: lazyRouteComponent(() => import('./limits/limits-page.js'), 'LimitsPage'),
  }),
] as const;
