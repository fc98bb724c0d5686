import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { apiRoute, workspaceRoute } from '../../app/shell-routes.js';
import { readKeySearch } from './key/search.js';
import { readKeyListSearch } from './list/filters.js';

const listRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'keys',
  validateSearch: readKeyListSearch,
  component: lazyRouteComponent(() => import('./list/keys-page.js'), 'KeysPage'),
});

const createRouteOfKey = createRoute({
  getParentRoute: () => apiRoute,
  path: 'keys/new',
  component: lazyRouteComponent(() => import('./create/create-key-page.js'), 'CreateKeyPage'),
});

const importRoute = createRoute({
  getParentRoute: () => apiRoute,
  path: 'keys/import',
  component: lazyRouteComponent(() => import('./import/import-page.js'), 'ImportPage'),
});

/** A key does not say which API it is of, so a link may. Without it, the page knows less. */
const keyRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'keys/$keyId',
  validateSearch: readKeySearch,
  component: lazyRouteComponent(() => import('./key/key-page.js'), 'KeyPage'),
});

/** Below the frame of an API. */
export const keysOfApiRoutes = [listRoute, createRouteOfKey, importRoute] as const;
export const keyRoutes = [keyRoute] as const;
