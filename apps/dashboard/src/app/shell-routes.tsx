import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router';
import { readSearch, text } from '../lib/search-params.js';
import { rememberWorkspace, requireSession, startWorkspace } from './gate.js';
import { rootRoute } from './root-route.js';

/** The address alone: the workspace that was open last, or the page without one. */
export const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context, location }) => {
    const session = await requireSession(context.queryClient, location.href);
    const workspace = startWorkspace(session);
    if (workspace === undefined) throw redirect({ to: '/account/workspaces' });
    throw redirect({ to: '/w/$workspace', params: { workspace } });
  },
});

/** Everything about one workspace. Pages of the slices are below it. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/w/$workspace',
  component: lazyRouteComponent(() => import('./workspace-frame.js'), 'WorkspaceFrame'),
  beforeLoad: async ({ context, location, params }) => {
    const { workspaces } = await requireSession(context.queryClient, location.href);
    if (!workspaces.some(({ slug }) => slug === params.workspace)) throw notFound();
    rememberWorkspace(params.workspace);
  },
});

/** The address of a workspace alone. */
export const workspaceIndexRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ href: `/w/${params.workspace}/overview` });
  },
});

/** Everything about one API. Its pages are in two slices: about itself, and about its keys. */
export const apiRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'apis/$apiId',
  component: lazyRouteComponent(() => import('../features/apis/api-frame.js'), 'ApiFrame'),
});

/** The account of the person, whatever the workspace. */
export const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./account-frame.js'), 'AccountFrame'),
  beforeLoad: async ({ context, location }) => {
    await requireSession(context.queryClient, location.href);
  },
});

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: readSearch({ next: text(2000) }),
  component: lazyRouteComponent(() => import('../features/login/login-page.js'), 'LoginPage'),
});

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('../features/login/setup-page.js'), 'SetupPage'),
});

export const joinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/join',
  component: lazyRouteComponent(() => import('../features/login/join-page.js'), 'JoinPage'),
});
