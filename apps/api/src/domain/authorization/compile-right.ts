import type { Right } from '@unlatch/contract/rights/right';
import { type Grants, hasTuple, someUrn } from './grants.js';
import { projectIdOf } from './project.js';
import type { Urn } from './urn.js';

/** The holder of the grants. */
export interface Grantee {
  readonly workspaceId: string;
  readonly grants: Grants;
}

/** A right of the contract, compiled at start: judging it builds no more texts than it needs. */
export interface CompiledRight {
  /**
   * `ids` has the ids that the right names, and may have other fields: the snapshot of a key will
   * do.
   */
  readonly isMet: (grantee: Grantee, ids: object) => boolean;
  /** The right as a refusal names it. */
  readonly print: (grantee: Grantee, ids: object) => string;
  /** Why it is not met, as a sentence for the caller. Clients parse the permissions out of it. */
  readonly missing: (grantee: Grantee, ids: object) => string;
}

export function compileRight(right: Right): CompiledRight {
  switch (right.kind) {
    case 'tuple':
      return compileTuple(right.text);
    case 'urn':
      return compileUrn(right.path, right.action);
    case 'allOf':
      return compileAllOf(right.rights.map(compileRight));
    case 'anyOf':
      return compileAnyOf(right.rights.map(compileRight));
    case 'each':
      return compileEach(right.id, compileRight(right.right));
  }
}

function compileTuple(text: string): CompiledRight {
  const fill = compileText(text);
  return single({
    isMet: ({ grants }, ids) => hasTuple(grants, fill(ids)),
    print: (_grantee, ids) => fill(ids),
  });
}

/**
 * The path is taken apart here, once. An id is compared as one segment, whatever is in it, so an id
 * with a slash never becomes a longer path.
 */
function compileUrn(path: string, action: string): CompiledRight {
  const parts = path.split('/').map(compileSegment);
  const fill = compileText(path);
  return single({
    isMet: ({ workspaceId, grants }, ids) =>
      someUrn(
        grants,
        action,
        (grant) => grant.workspaceId === workspaceId && coversParts(grant, parts, ids),
      ),
    print: ({ workspaceId }, ids) => {
      const filled = fill({ ...ids, projectId: projectIdOf(workspaceId) });
      return `unkey:v1:${workspaceId}:${filled}#${action}`;
    },
  });
}

/** A segment of the path of a right: a text, or the name of an id. */
type Segment = { readonly text: string } | { readonly id: string };

function compileSegment(segment: string): Segment {
  const [, id] = /^\{(\w+)\}$/.exec(segment) ?? [];
  if (id === undefined) return { text: segment };
  // Grants have the one project of a workspace as `*`.
  return id === 'projectId' ? { text: '*' } : { id };
}

/** `coversPath` for a path whose ids are read only when they are compared. */
function coversParts({ segments }: Urn, parts: readonly Segment[], ids: object): boolean {
  for (let index = 0; index < segments.length; index++) {
    const granted = segments[index];
    if (granted === '**') return true;
    const part = parts[index];
    if (part === undefined) return false;
    if (granted === '*') continue;
    if (granted !== ('text' in part ? part.text : readId(ids, part.id))) return false;
  }
  return segments.length === parts.length;
}

function compileAllOf(rights: readonly CompiledRight[]): CompiledRight {
  return {
    isMet: (grantee, ids) => rights.every((right) => right.isMet(grantee, ids)),
    print: (grantee, ids) => rights.map((right) => right.print(grantee, ids)).join(' and '),
    missing(grantee, ids) {
      const first = rights.find((right) => !right.isMet(grantee, ids));
      if (first === undefined) throw new Error('a right is missing that is met');
      return first.missing(grantee, ids);
    },
  };
}

function compileAnyOf(rights: readonly CompiledRight[]): CompiledRight {
  const print: CompiledRight['print'] = (grantee, ids) =>
    rights.map((right) => right.print(grantee, ids)).join(' or ');
  return {
    isMet: (grantee, ids) => rights.some((right) => right.isMet(grantee, ids)),
    print,
    missing: (grantee, ids) => `Missing one of these permissions: ${print(grantee, ids)}`,
  };
}

function compileEach(id: string, right: CompiledRight): CompiledRight {
  const bind = (ids: object): object[] => {
    const each: unknown = Reflect.get(ids, id);
    return [each].flat().map((one) => ({ [id]: one }));
  };
  return single({
    isMet: (grantee, ids) => bind(ids).every((one) => right.isMet(grantee, one)),
    print: (grantee, ids) =>
      bind(ids)
        .map((one) => right.print(grantee, one))
        .join(' and '),
  });
}

function single(part: Pick<CompiledRight, 'isMet' | 'print'>): CompiledRight {
  const { print } = part;
  return { ...part, missing: (grantee, ids) => `Missing permission: '${print(grantee, ids)}'` };
}

/** `api.{apiId}.read_api` as a function of the ids. A text without ids is built only once. */
function compileText(text: string): (ids: object) => string {
  const [start = '', ...rest] = text.split('{');
  if (rest.length === 0) return () => text;
  const parts = rest.map((part) => {
    const [name = '', literal = ''] = part.split('}');
    return { name, literal };
  });
  return (ids) => {
    let filled = start;
    for (const { name, literal } of parts) filled += readId(ids, name) + literal;
    return filled;
  };
}

function readId(ids: object, name: string): string {
  const id: unknown = Reflect.get(ids, name);
  if (typeof id !== 'string') throw new Error(`a right names ${name}, which was not found`);
  return id;
}
