import { accountRoutes } from '../features/account/routes.js';
import { analyticsRoutes } from '../features/analytics/routes.js';
import { apiChildren, apisRoutes } from '../features/apis/routes.js';
import { auditRoutes } from '../features/audit/routes.js';
import { identityRoutes } from '../features/identities/routes.js';
import { keyRoutes, keysOfApiRoutes } from '../features/keys/routes.js';
import { limitsRoutes } from '../features/limits/routes.js';
import { overviewRoutes } from '../features/overview/routes.js';
import { requestRoutes } from '../features/requests/routes.js';
import { roleRoutes } from '../features/roles/routes.js';
import { rootKeyRoutes } from '../features/root-keys/routes.js';
import { settingsRoutes } from '../features/settings/routes.js';
import { verifyRoutes } from '../features/verify/routes.js';
import { rootRoute } from './root-route.js';
import {
  accountRoute,
  apiRoute,
  indexRoute,
  joinRoute,
  loginRoute,
  setupRoute,
  workspaceIndexRoute,
  workspaceRoute,
} from './shell-routes.js';

/**
 * Every page. A slice exports its routes from `features/<slice>/routes.tsx`, below `workspaceRoute`,
 * with components that are loaded when they are opened, and has one line here.
 */
export const routeTree = rootRoute.addChildren([
  indexRoute,
  loginRoute,
  setupRoute,
  joinRoute,
  accountRoute.addChildren([...accountRoutes]),
  workspaceRoute.addChildren([
    workspaceIndexRoute,
    // One line for each slice, in the order of the navigation.
    ...overviewRoutes,
    ...apisRoutes,
    apiRoute.addChildren([...apiChildren, ...keysOfApiRoutes]),
    ...keyRoutes,
    ...verifyRoutes,
    ...analyticsRoutes,
    ...requestRoutes,
    ...auditRoutes,
    ...rootKeyRoutes,
    ...identityRoutes,
    ...limitsRoutes,
    ...roleRoutes,
    ...settingsRoutes,
  ]),
]);
