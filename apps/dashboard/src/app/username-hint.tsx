import type { ReactNode } from 'react';
import { useSession } from './session.js';

/** Tells password managers which account the password of a form belongs to. It is not shown. */
export function UsernameHint(): ReactNode {
  const { user } = useSession();
  return <input autoComplete="username" hidden readOnly type="text" value={user.email} />;
}
