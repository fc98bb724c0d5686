import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { FailedPage } from './failed-page.js';

export interface RouterContext {
  readonly queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  errorComponent: FailedPage,
  notFoundComponent: lazyRouteComponent(() => import('./not-found-page.js'), 'NotFoundPage'),
});
