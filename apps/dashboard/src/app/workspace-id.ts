import { createContext, useContext } from 'react';

/** The workspace that the calls of a page are about. Pages of the account have none. */
export const WorkspaceIdContext = createContext<string | undefined>(undefined);

export function useWorkspaceId(): string | undefined {
  return useContext(WorkspaceIdContext);
}
