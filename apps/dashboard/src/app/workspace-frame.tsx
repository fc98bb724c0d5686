import { Link, Outlet } from '@tanstack/react-router';
import { Icon } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { FRAME } from '../strings/frame.js';
import { Frame, NAVIGATION_LINK } from './frame.js';
import { NAVIGATION } from './navigation.js';
import { useWorkspace } from './session.js';
import { WorkspaceIdContext } from './workspace-id.js';
import { WorkspaceSwitcher } from './workspace-switcher.js';

export function WorkspaceFrame(): ReactNode {
  const { id } = useWorkspace();
  return (
    // Another workspace is another page: nothing of the one before may stay.
    <WorkspaceIdContext key={id} value={id}>
      <Frame lead={<WorkspaceSwitcher />} navigation={<Navigation />}>
        <Outlet />
      </Frame>
    </WorkspaceIdContext>
  );
}

function Navigation(): ReactNode {
  const { slug } = useWorkspace();
  return (
    <nav aria-label={FRAME.navigation} className="flex flex-col gap-3">
      {NAVIGATION.map((group) => (
        <ul
          className="flex flex-col gap-px border-line not-first:border-t not-first:pt-3"
          key={group[0]?.path}
        >
          {group.map(({ path, label, icon }) => (
            <li key={path}>
              <Link
                activeProps={{ 'aria-current': 'page' }}
                className={NAVIGATION_LINK}
                title={label}
                to={`/w/${slug}/${path}` as string}
              >
                <Icon className="shrink-0" name={icon} />
                <span className="truncate lg:inline" data-label>
                  {label}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
