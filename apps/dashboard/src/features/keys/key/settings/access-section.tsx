import { ErrorState, Form, FormError, Section, Skeleton, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useCall, useInvalidate } from '../../../../rpc/hooks.js';
import { type RpcProblem, toProblem } from '../../../../rpc/problem.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import { PermissionsField, RolesField } from '../../fields/names-field.js';
import { differenceOf } from '../changes.js';
import { type PartProps, SaveButton } from './save-button.js';
import { useRolePermissions } from './use-role-permissions.js';

const WORDS = KEY_PAGE_WORDS.settings;

export function AccessSection(props: PartProps): ReactNode {
  return (
    <>
      <Section framed title={WORDS.roles}>
        <RolesForm {...props} />
      </Section>
      <Section framed summary={WORDS.permissionsHint} title={WORDS.permissions}>
        <Permissions {...props} />
      </Section>
    </>
  );
}

function RolesForm({ item, blocked }: PartProps): ReactNode {
  const before = item.roles ?? [];
  const [roles, setRoles] = useState<readonly string[]>(before);
  const call = useCall();
  const { added, removed } = differenceOf(before, roles);
  const save = useSave(async () => {
    const { keyId } = item;
    if (added.length > 0) await call('keys.addRoles', { keyId, roles: added });
    if (removed.length > 0) await call('keys.removeRoles', { keyId, roles: removed });
  });
  const isChanged = added.length + removed.length > 0;
  return (
    <Form
      onSubmit={() => isChanged && blocked === undefined && void save.run()}
      problem={save.problem}
    >
      <RolesField onChange={setRoles} values={roles} />
      <FormError />
      <SaveButton blocked={blocked} isChanged={isChanged} isRunning={save.isRunning} />
    </Form>
  );
}

/** A key shows what it holds in all. What its roles give is taken out of that, to show its own. */
function Permissions(props: PartProps): ReactNode {
  const { item } = props;
  const { slugs, problem, isLoading } = useRolePermissions(item.roles ?? []);
  if (problem) return <ErrorState problem={problem} />;
  if (isLoading) return <Skeleton lines={2} />;
  const through = (item.permissions ?? []).filter((slug) => slugs.has(slug));
  return (
    <div className="flex flex-col gap-4">
      <PermissionsForm
        {...props}
        own={(item.permissions ?? []).filter((slug) => !slugs.has(slug))}
      />
      {through.length > 0 && (
        <p className="text-sm">
          <span className="text-quiet">{WORDS.through}: </span>
          <span className="mono text-xs">{through.join(', ')}</span>
        </p>
      )}
    </div>
  );
}

function PermissionsForm({
  item,
  blocked,
  own,
}: PartProps & { readonly own: readonly string[] }): ReactNode {
  const [permissions, setPermissions] = useState(own);
  const call = useCall();
  const { added, removed } = differenceOf(own, permissions);
  const save = useSave(async () => {
    const { keyId } = item;
    if (added.length > 0) await call('keys.addPermissions', { keyId, permissions: added });
    if (removed.length > 0) await call('keys.removePermissions', { keyId, permissions: removed });
  });
  const isChanged = added.length + removed.length > 0;
  return (
    <Form
      onSubmit={() => isChanged && blocked === undefined && void save.run()}
      problem={save.problem}
    >
      <PermissionsField onChange={setPermissions} values={permissions} />
      <FormError />
      <SaveButton blocked={blocked} isChanged={isChanged} isRunning={save.isRunning} />
    </Form>
  );
}

/** Two calls are no transaction. Both add or remove by name, so saving again ends what was begun. */
function useSave(send: () => Promise<void>) {
  const toast = useToast();
  const invalidate = useInvalidate();
  const [problem, setProblem] = useState<RpcProblem>();
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    setProblem(undefined);
    try {
      await send();
      toast.show({ text: WORDS.saved });
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setRunning(false);
      await invalidate('keys.getKey', 'apis.listKeys', 'permissions.listPermissions');
    }
  };
  return { run, problem, isRunning };
}
