import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { Problem } from '../../domain/problems.js';
import {
  createFullRootKey,
  type OperatorRefusal,
  type QuotaSetting,
  setQuota,
} from '../../operations/installation/settings.js';
import { noWorkspace, requireLabel, WorkspaceCommandError } from './operator-input.js';
import type { Outcome } from './outcome.js';
import { withDatabase } from './with-database.js';

/* Commands of the operator for one workspace that exists. */

const NAME_LENGTH_MAX = 255;

export async function runSetQuota(
  { workspaceId, kind, value }: { workspaceId: string; kind: string; value: string },
  config: Config,
  log: Logger,
): Promise<Outcome> {
  const max = readQuota(value);
  return withDatabase(config, log, async (deps) => {
    const result = await setQuota(deps, { workspaceId, kind, max });
    if (result.outcome !== 'set') throw refusalOf(result, kind);
    const now = max === 'default' ? 'the default of this installation' : (max ?? 'unlimited');
    return {
      exitCode: 0,
      report: `The quota "${kind}" of the workspace ${workspaceId} is ${now} from now on.\n`,
    };
  });
}

export async function runCreateRootKey(
  { workspaceId, name }: { workspaceId: string; name: string },
  config: Config,
  log: Logger,
): Promise<Outcome> {
  requireLabel(name, NAME_LENGTH_MAX);
  return withDatabase(config, log, async (deps) => {
    const result = await createFullRootKey(deps, { workspaceId, name }).catch(asOperatorError);
    if (result.outcome !== 'created') throw refusalOf(result);
    return {
      exitCode: 0,
      report: `Created the root key ${result.keyId} with the name "${name}" in the workspace ${workspaceId}.
It may do everything in that workspace. It is shown only here:
${result.key}
`,
    };
  });
}

function readQuota(value: string): QuotaSetting {
  if (value === 'default') return value;
  if (value === 'unlimited') return null;
  const count = /^\d{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(count)) return count;
  const allowed = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, "unlimited" or "default"`;
  throw new WorkspaceCommandError(`The quota must be ${allowed}.`);
}

function refusalOf(refusal: OperatorRefusal, kind = ''): WorkspaceCommandError {
  if (refusal.outcome === 'no_workspace') return noWorkspace(undefined);
  if (refusal.outcome === 'deleted_workspace') return noWorkspace(refusal);
  const kinds = refusal.kinds.join(', ');
  return new WorkspaceCommandError(`There is no quota "${kind}". There are: ${kinds}.`);
}

/** A quota is judged at the commit, and refused in the words of the API. */
function asOperatorError(error: unknown): never {
  if (!(error instanceof Problem) || error.code !== 'unkey/application/quota_exceeded') throw error;
  throw new WorkspaceCommandError(
    'The workspace has as many root keys as its quota "rootKeys" allows. Delete one, or raise that quota with unlatch set-quota.',
  );
}
