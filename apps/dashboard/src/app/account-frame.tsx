import { Link, Outlet } from '@tanstack/react-router';
import { Icon, type IconName } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { Frame, NAVIGATION_LINK } from './frame.js';
import { LinkButton } from './links.js';

interface Entry {
  readonly to: '/account' | '/account/security' | '/account/sessions' | '/account/workspaces';
  readonly label: string;
  readonly icon: IconName;
}

const ENTRIES: readonly Entry[] = [
  { to: '/account', label: FRAME.profile, icon: 'identity' },
  { to: '/account/security', label: FRAME.security, icon: 'role' },
  { to: '/account/sessions', label: FRAME.sessions, icon: 'clock' },
  { to: '/account/workspaces', label: FRAME.workspaces, icon: 'api' },
];

export function AccountFrame(): ReactNode {
  return (
    <Frame
      lead={
        <LinkButton icon="arrowLeft" kind="quiet" to="/">
          {FRAME.back}
        </LinkButton>
      }
      navigation={<Navigation />}
    >
      <Outlet />
    </Frame>
  );
}

function Navigation(): ReactNode {
  return (
    <nav aria-label={FRAME.account}>
      <ul className="flex flex-col gap-px">
        {ENTRIES.map(({ to, label, icon }) => (
          <li key={to}>
            <Link
              activeOptions={{ exact: true }}
              activeProps={{ 'aria-current': 'page' }}
              className={NAVIGATION_LINK}
              title={label}
              to={to}
            >
              <Icon className="shrink-0" name={icon} />
              <span className="truncate" data-label>
                {label}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
