import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from '../../app/shell-routes.js';
import { readSearch, text } from '../../lib/search-params.js';

/** The key itself is never in the address. */
const verifyRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'verify',
  validateSearch: readSearch({ permissions: text(1000), explain: text(255) }),
  component: lazyRouteComponent(() => import('./verify-page.js'), 'VerifyPage'),
});

export const verifyRoutes = [verifyRoute] as const;
