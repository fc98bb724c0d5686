import type { Right } from '@unlatch/contract/rights/right';
import { type Grants, hasTuple } from './grants.js';
import { coversUrn, type Urn } from './urn.js';

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

function compileUrn(path: string, action: string): CompiledRight {
  const fill = compileText(path);
  const bind = ({ workspaceId }: Grantee, ids: object): Urn => {
    return { workspaceId, segments: fill(ids).split('/'), action };
  };
  return single({
    isMet(grantee, ids) {
      const { urns } = grantee.grants;
      if (urns.length === 0) return false;
      const required = bind(grantee, ids);
      return urns.some((grant) => coversUrn(grant, required));
    },
    print: ({ workspaceId }, ids) => `unkey:v1:${workspaceId}:${fill(ids)}#${action}`,
  });
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
