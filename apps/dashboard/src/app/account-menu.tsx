import { useNavigate } from '@tanstack/react-router';
import { Button, Menu, type MenuGroup } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { type Theme, usePreferences } from './preferences.js';
import { useLogOut } from './use-log-out.js';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
const ZONES = ['local', 'UTC'] as const;

export function AccountMenu({
  face,
  name,
}: {
  readonly face: ReactNode;
  readonly name: string;
}): ReactNode {
  const { theme, setTheme, zone, setZone } = usePreferences();
  const navigate = useNavigate();
  const logOut = useLogOut();
  const groups: readonly MenuGroup[] = [
    {
      name,
      items: [
        {
          label: FRAME.profile,
          icon: 'identity',
          onSelect: () => void navigate({ to: '/account' }),
        },
        {
          label: FRAME.security,
          icon: 'role',
          onSelect: () => void navigate({ to: '/account/security' }),
        },
        {
          label: FRAME.sessions,
          icon: 'clock',
          onSelect: () => void navigate({ to: '/account/sessions' }),
        },
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
          onSelect: () => window.open('/reference/', '_blank', 'noopener'),
        },
        { label: FRAME.logOut, icon: 'logOut', onSelect: logOut },
      ],
    },
  ];
  return (
    <Menu
      defaultOpen
      groups={groups}
      label={FRAME.account}
      trigger={
        <Button aria-label={`${FRAME.account}: ${name}`} className="px-1.5" kind="quiet">
          {face}
        </Button>
      }
    />
  );
}
