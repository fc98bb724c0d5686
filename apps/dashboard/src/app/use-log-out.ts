import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useToast } from '@unlatch/ui';
import { call, setCsrfToken } from '../rpc/call.js';
import { toProblem } from '../rpc/problem.js';

/** Ends the session, and forgets everything that was read with it. */
export function useLogOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  return () => {
    call('login.logOut', {}).then(
      () => {
        setCsrfToken(undefined);
        client.clear();
        void navigate({ to: '/login' });
      },
      (error: unknown) => toast.show({ kind: 'failed', text: toProblem(error).detail }),
    );
  };
}
