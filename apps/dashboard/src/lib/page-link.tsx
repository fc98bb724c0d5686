import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWorkspace } from '../app/session.js';
import type { RawSearch } from './search-params.js';

const USUAL = 'text-accent hover:underline';

interface PageLinkProps {
  /** Below the address of the workspace, such as `apis/api_1/keys`. */
  readonly page: string;
  /** Pages read what they know of it, and leave out the rest. */
  readonly search?: RawSearch;
  readonly children: ReactNode;
  readonly className?: string;
  readonly title?: string;
}

/**
 * A link from one slice to a page of another one, in the same workspace. A slice does not know the
 * routes of another one, only its addresses.
 */
export function PageLink({
  page,
  search = {},
  children,
  className = USUAL,
  title,
}: PageLinkProps): ReactNode {
  const { slug } = useWorkspace();
  return (
    <Link className={className} search={search} title={title} to={`/w/${slug}/${page}` as string}>
      {children}
    </Link>
  );
}
