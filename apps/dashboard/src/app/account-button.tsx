import { useNavigate } from '@tanstack/react-router';
import { Button, Icon, Menu, type MenuGroup } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { type Theme, usePreferences } from './preferences.js';
import { useSession } from './session.js';
import { useLogOut } from './use-log-out.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const ZONES = ['local', 'UTC'] as const;

/** The own account, and how this browser shows things. */
export function AccountButton(): ReactNode {
  const { user } = useSession();
  const label = `${FRAME.account}: ${user.name}`;
  return (
    <Menu
      groups={useGroups()}
      label={label}
      trigger={
        <Button aria-label={label} className="px-1.5" kind="quiet">
          <span
            aria-hidden="true"
            className="grid size-6 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
          >
            {initialOf(user.name)}
          </span>
          <span className="max-w-40 truncate font-normal max-md:sr-only">{user.name}</span>
          <Icon className="text-quiet max-sm:hidden" name="chevronDown" />
        </Button>
      }
    />
  );
}

function useGroups(): readonly MenuGroup[] {
  const { user } = useSession();
  const { theme, setTheme, zone, setZone } = usePreferences();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const page = (label: string, icon: 'identity' | 'role' | 'clock', to: string) => ({
    label,
    icon,
    onSelect: () => void navigate({ href: to }),
  });
  return [
    {
      name: user.name,
      items: [
        page(FRAME.profile, 'identity', '/account'),
        page(FRAME.security, 'role', '/account/security'),
        page(FRAME.sessions, 'clock', '/account/sessions'),
      ],
    },
    {
      name: FRAME.theme,
      items: THEMES.map((one) => ({
        label: FRAME.themes[one],
        checked: one === theme,
        onSelect: () => setTheme(one),
      })),
    },
    {
      name: FRAME.zone,
      items: ZONES.map((one) => ({
        label: FRAME.zones[one],
        checked: one === zone,
        onSelect: () => setZone(one),
      })),
    },
    {
      items: [
        {
          label: FRAME.reference,
          icon: 'external',
          onSelect: () => void window.open('/reference/', '_blank', 'noopener'),
        },
        { label: FRAME.logOut, icon: 'logOut', onSelect: logOut },
      ],
    },
  ];
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '?';
}
