import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';
import { type Session, statusQuery } from './session.js';

/** For `beforeLoad` of everything behind the log-in. Others go to the page that lets them in. */
export async function requireSession(client: QueryClient, href: string): Promise<Session> {
  const { installation, session } = await client.ensureQueryData(statusQuery);
  if (session !== null && session.level === 'full') return session;
  if (session === null && installation === 'new') throw redirect({ to: '/setup' });
  throw redirect({ to: '/login', search: { next: href } });
}

const LAST_KEY = 'unlatch.workspace';

/** The workspace that was open last, if the person is still a member. */
export function startWorkspace({ workspaces }: Session): string | undefined {
  const last = readLast();
  return (workspaces.find(({ slug }) => slug === last) ?? workspaces[0])?.slug;
}

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(LAST_KEY, slug);
  } catch {
    // Storage may be forbidden. Then the first workspace is the start.
  }
}

function readLast(): string | null {
  try {
    return localStorage.getItem(LAST_KEY);
  } catch {
    return null;
  }
}
