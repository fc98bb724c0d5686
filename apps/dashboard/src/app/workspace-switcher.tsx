import { useNavigate } from '@tanstack/react-router';
import { Button, Icon, Menu } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { useSession, useWorkspace } from './session.js';

/** Which workspace the page is about, and the way to another one. */
export function WorkspaceSwitcher(): ReactNode {
  const { workspaces } = useSession();
  const current = useWorkspace();
  const navigate = useNavigate();
  const label = `${FRAME.workspace}: ${current.name}`;
  return (
    <Menu
      align="start"
      groups={[
        {
          name: FRAME.workspaces,
          items: workspaces.map(({ id, name, slug }) => ({
            label: name,
            checked: id === current.id,
            onSelect: () => void navigate({ to: '/w/$workspace', params: { workspace: slug } }),
          })),
        },
        {
          items: [
            {
              label: FRAME.allWorkspaces,
              icon: 'plus',
              onSelect: () => void navigate({ to: '/account/workspaces' }),
            },
          ],
        },
      ]}
      label={label}
      trigger={
        <Button aria-label={label} className="min-w-0 max-w-60 px-2" kind="quiet">
          <span className="min-w-0 truncate">{current.name}</span>
          <Icon className="shrink-0 text-quiet" name="chevronsUpDown" />
        </Button>
      }
    />
  );
}
