import { useToast } from '@unlatch/ui';
import { useState } from 'react';
import { useCall, useInvalidate } from '../../../rpc/hooks.js';
import { type RpcProblem, toProblem } from '../../../rpc/problem.js';
import { ROLE_WORDS } from '../../../strings/roles.js';
import { type Role, slugsOf } from '../types.js';

const WORDS = ROLE_WORDS.form;

interface RoleDraft {
  readonly name: string;
  readonly description: string;
  readonly slugs: readonly string[];
}

/**
 * A new role is one request. A change may be two: one for the texts, one for the permissions. If the
 * second is refused, the form says what is saved, and a repetition sends what is left.
 */
export function useSaveRole(role: Role | undefined, onDone: () => void) {
  const call = useCall();
  const invalidate = useInvalidate();
  const toast = useToast();
  const [isRunning, setRunning] = useState(false);
  const [isHalfSaved, setHalfSaved] = useState(false);
  const [problem, setProblem] = useState<RpcProblem>();

  async function create({ name, description, slugs }: RoleDraft): Promise<void> {
    const texts = description === '' ? {} : { description };
    const idempotencyKey = crypto.randomUUID();
    const body = { name, ...texts, permissions: [...slugs] };
    await call('permissions.createRole', body, { idempotencyKey });
  }

  async function update(before: Role, { name, description, slugs }: RoleDraft): Promise<void> {
    if (name !== before.name || description !== (before.description ?? '')) {
      await call('permissions.updateRole', {
        role: before.id,
        name,
        description: description === '' ? null : description,
      });
      setHalfSaved(true);
    }
    if (!isSameSet(slugs, slugsOf(before))) {
      await call('permissions.setRolePermissions', { role: before.id, permissions: [...slugs] });
    }
  }

  const run = async (draft: RoleDraft) => {
    setRunning(true);
    setProblem(undefined);
    setHalfSaved(false);
    try {
      await (role === undefined ? create(draft) : update(role, draft));
      const text = role === undefined ? WORDS.created(draft.name) : WORDS.saved(draft.name);
      toast.show({ text });
      onDone();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setRunning(false);
      await invalidate(
        'permissions.listRoles',
        'permissions.getRole',
        'permissions.listPermissions',
      );
    }
  };
  return {
    run: (draft: RoleDraft) => void run(draft),
    isRunning,
    isHalfSaved: isHalfSaved && problem !== undefined,
    problem,
  };
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((slug) => other.includes(slug));
}
