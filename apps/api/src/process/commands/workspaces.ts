import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { inertText } from '../../lib/inert-text.js';
import { createWorkspace, deleteWorkspace } from '../../operations/installation/workspaces.js';
import {
  findListedWorkspace,
  type ListedWorkspace,
  readListedWorkspaces,
} from '../../store/workspaces/workspaces.js';
import { noWorkspace, requireLabel } from './operator-input.js';
import type { Outcome } from './outcome.js';
import { withDatabase } from './with-database.js';

const NAME_LENGTH_MAX = 256;

export async function runCreateWorkspace(
  name: string,
  config: Config,
  log: Logger,
): Promise<Outcome> {
  requireLabel(name, NAME_LENGTH_MAX);
  return withDatabase(config, log, async (deps) => {
    const { workspaceId, rootKey } = await createWorkspace(deps, name);
    return {
      exitCode: 0,
      report: `Created the workspace ${workspaceId} with the name "${name}".
Its root key may do everything in it. It is shown only here:
${rootKey}
`,
    };
  });
}

export async function runListWorkspaces(config: Config, log: Logger): Promise<Outcome> {
  return withDatabase(config, log, async ({ db }) => {
    const lines: string[] = [];
    for await (const workspace of readListedWorkspaces(db)) lines.push(lineOf(workspace));
    return {
      exitCode: 0,
      report: lines.length === 0 ? 'There is no workspace.\n' : lines.join(''),
    };
  });
}

/**
 * Without the id a second time, it only says what it would delete. A script that means it needs no
 * terminal for that, and a hand that slips deletes nothing.
 */
export async function runDeleteWorkspace(
  { workspaceId, confirmation }: { workspaceId: string; confirmation: string | undefined },
  config: Config,
  log: Logger,
): Promise<Outcome> {
  return withDatabase(config, log, async (deps) => {
    const workspace = await findListedWorkspace(deps.db, workspaceId);
    if (workspace === undefined || workspace.deletedAtMs !== null) throw noWorkspace(workspace);
    if (confirmation !== workspaceId) return { exitCode: 1, report: previewOf(workspace) };
    const deleted = await deleteWorkspace(deps, workspaceId);
    if (deleted === undefined) throw noWorkspace(workspace);
    return {
      exitCode: 0,
      report: `Deleted the workspace ${workspaceId}. Every process refuses its root keys from now on.\n`,
    };
  });
}

/** One line for each workspace, in columns that a script can split at tabs. */
function lineOf(workspace: ListedWorkspace): string {
  const { id, name, deletedAtMs, createdAtMs, keys, rootKeys } = workspace;
  const state = deletedAtMs === null ? 'live' : `deleted ${dateOf(deletedAtMs)}`;
  const counts = `${counted(rootKeys, 'root key')}\t${counted(keys, 'key')}`;
  return `${id}\t${state}\tcreated ${dateOf(createdAtMs)}\t${counts}\t${inertText(name)}\n`;
}

function previewOf({ id, name, keys, rootKeys, apis }: ListedWorkspace): string {
  return `Nothing is deleted yet. The workspace ${id} with the name "${inertText(name)}" has
${counted(apis, 'API')}, ${counted(keys, 'key')} and ${counted(rootKeys, 'root key')}. All keys would be refused at once.
To delete it:
  unlatch delete-workspace ${id} --confirm ${id}
`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function dateOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
