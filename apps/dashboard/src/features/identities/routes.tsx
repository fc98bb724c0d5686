import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readIdentitiesSearch, readIdentitySearch } from './search.js';

const identitiesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'identities',
  validateSearch: readIdentitiesSearch,
  component: lazyRouteComponent(() => import('./list/identities-page.js'), 'IdentitiesPage'),
});

const identityRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'identities/$identityId',
  validateSearch: readIdentitySearch,
  component: lazyRouteComponent(() => import('./detail/identity-page.js'), 'IdentityPage'),
});

export const identityRoutes = [identitiesRoute, identityRoute] as const;
