import type { QueryClient } from '@tanstack/react-query';
import { createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { parseSearch, stringifySearch } from '../lib/search-params.js';
import { FailedPage } from './failed-page.js';
import { routeTree } from './routes.js';

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultErrorComponent: FailedPage,
    defaultNotFoundComponent: lazyRouteComponent(
      () => import('./not-found-page.js'),
      'NotFoundPage',
    ),
    // A page is loaded when the pointer or the focus is on its link.
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    // Nothing is shown of what comes within this time.
    defaultPendingMs: 150,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
