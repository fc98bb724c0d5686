import { useNavigate } from '@tanstack/react-router';
import { Menu } from '@unlatch/ui';
import type { ReactElement, ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { useSession, useWorkspace } from './session.js';

export function WorkspaceMenu({
  trigger,
}: {
  readonly trigger: ReactElement<Record<string, unknown>>;
}): ReactNode {
  const { workspaces } = useSession();
  const current = useWorkspace();
  const navigate = useNavigate();
  return (
    <Menu
      align="start"
      defaultOpen
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
      label={FRAME.workspace}
      trigger={trigger}
    />
  );
}
