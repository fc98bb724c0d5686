import type { IconName } from '@unlatch/ui';
import { PAGES } from '../strings/frame.js';

export interface NavigationEntry {
  /** Below the address of the workspace. */
  readonly path: string;
  readonly label: string;
  readonly icon: IconName;
}

/** In groups, with a line between them. */
export const NAVIGATION: readonly (readonly NavigationEntry[])[] = [
  [
    { path: 'overview', label: PAGES.overview, icon: 'overview' },
    { path: 'apis', label: PAGES.apis, icon: 'api' },
    { path: 'identities', label: PAGES.identities, icon: 'identity' },
    { path: 'limits', label: PAGES.limits, icon: 'limit' },
    { path: 'roles', label: PAGES.roles, icon: 'role' },
    { path: 'permissions', label: PAGES.permissions, icon: 'permission' },
  ],
  [
    { path: 'verify', label: PAGES.verify, icon: 'verify' },
    { path: 'analytics', label: PAGES.analytics, icon: 'analytics' },
    { path: 'requests', label: PAGES.requests, icon: 'requests' },
    { path: 'audit', label: PAGES.audit, icon: 'audit' },
  ],
  [
    { path: 'root-keys', label: PAGES.rootKeys, icon: 'rootKey' },
    { path: 'settings', label: PAGES.settings, icon: 'settings' },
  ],
];
