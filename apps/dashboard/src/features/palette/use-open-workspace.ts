import { useParams } from '@tanstack/react-router';
import { useSession, type Workspace } from '../../app/session.js';

/** The workspace of the page. Pages of the account have none. */
export function useOpenWorkspace(): Workspace | undefined {
  const { workspaces } = useSession();
  const { workspace: slug } = useParams({ strict: false });
  return workspaces.find((one) => one.slug === slug);
}
