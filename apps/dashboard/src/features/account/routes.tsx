import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { accountRoute } from '../../app/shell-routes.js';

const profileRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./profile-page.js'), 'ProfilePage'),
});

const securityRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'security',
  component: lazyRouteComponent(() => import('./security-page.js'), 'SecurityPage'),
});

const sessionsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'sessions',
  component: lazyRouteComponent(() => import('./sessions-page.js'), 'SessionsPage'),
});

const workspacesRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'workspaces',
  component: lazyRouteComponent(() => import('./workspaces-page.js'), 'WorkspacesPage'),
});

export const accountRoutes = [profileRoute, securityRoute, sessionsRoute, workspacesRoute] as const;
