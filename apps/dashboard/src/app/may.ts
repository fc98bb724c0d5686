export interface May {
  readonly allowed: boolean;
  /** For a control that is shown all the same: which right it needs, and who can give it. */
  readonly blocked: string | undefined;
}

/** `right` is type and action, such as `api.create_key`. */
export function mayDo(grants: readonly string[], right: string, id?: string): May {
  const [type = '', action = ''] = right.split('.');
  const allowed = grants.some((grant) => meets(grant, { type, action, id }));
  return { allowed, blocked: allowed ? undefined : sentence(`${type}.${id ?? '*'}.${action}`) };
}

interface Wanted {
  readonly type: string;
  readonly action: string;
  readonly id: string | undefined;
}

function meets(grant: string, { type, action, id }: Wanted): boolean {
  // Which things a URN covers is for the service to say. Here it is enough that one is there.
  if (grant.startsWith('unkey:v1:')) {
    const granted = grant.slice(grant.lastIndexOf('#') + 1);
    return granted === action || granted === '*';
  }
  const parts = grant.split('.');
  const granted = { type: parts[0], id: parts[1], action: parts[2] };
  if (granted.type !== type || granted.action !== action) return false;
  return id === undefined || granted.id === '*' || granted.id === id;
}

function sentence(permission: string): string {
  return `Needs the permission ${permission}, which your role does not have. Owners and admins of the workspace can give it.`;
}
