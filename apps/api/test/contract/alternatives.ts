import type { Right } from '@unlatch/contract/rights/right';
import { projectIdOf } from '../../src/domain/authorization/project.js';
import type { Rpc } from '../../src/rpc/rpc.js';
import type { Workspace } from '../seed.js';
import type { Ids } from './ids.js';

/** Grants that together meet a right, with none superfluous. Ids stand in braces. */
export type Alternative = readonly string[];

/**
 * The grants of the root keys and roles in these tests. A root key gives and takes only what it holds itself.
 */
const GIVEN = 'api.*.verify_key';

/** Every smallest set of grants that meets the right. */
export function alternativesOf(right: Right): Alternative[] {
  switch (right.kind) {
    case 'tuple':
      return [[right.text]];
    case 'urn':
      return [[`unkey:v1:{workspaceId}:${right.path}#${right.action}`]];
    case 'each':
      return alternativesOf(right.right);
    case 'anyOf':
      return right.rights.flatMap(alternativesOf);
    case 'allOf':
      return right.rights
        .map(alternativesOf)
        .reduce<Alternative[]>(
          (sets, more) => sets.flatMap((set) => more.map((other) => [...set, ...other])),
          [[]],
        );
  }
}

/** The grants that a request may need beside the right of its operation. They never replace it. */
export function besides({ requires, name }: Rpc['definition']): string[] {
  const ofOperation = new Set(alternativesOf(requires.right).flat());
  const conditional = Object.values(requires.also ?? {});
  const grants = conditional.flatMap(({ right }) => alternativesOf(right)[0] ?? []);
  const given = /^(rootKeys|team)\./.test(name) ? [GIVEN] : [];
  return [...given, ...grants.filter((grant) => !ofOperation.has(grant))];
}

/** Every id of the things in a workspace that a right can name. */
export async function idsForRights(
  workspace: Workspace,
  ids: Ids,
): Promise<Readonly<Record<string, string>>> {
  const { namespace, identifier } = ids;
  const { body } = await workspace.call('ratelimit.getOverride', { namespace, identifier });
  const projectId = projectIdOf(workspace.id);
  return { ...ids, workspaceId: workspace.id, projectId, overrideId: body.data.overrideId };
}

export function fillIn(grants: readonly string[], ids: Readonly<Record<string, string>>): string[] {
  return grants.map((grant) =>
    grant.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
      const id = ids[name];
      if (id === undefined) throw new Error(`${grant} names ${name}, which no test has`);
      return id;
    }),
  );
}
