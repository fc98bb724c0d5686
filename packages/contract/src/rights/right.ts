/**
 * A right that an operation asks of its caller.
 *
 * Texts may name ids in braces: `api.{apiId}.read_api`. A grant of the caller meets a right if it
 * is the same tuple. So does a URN that covers the path within the workspace of the caller.
 */
export type Right =
  | { readonly kind: 'tuple'; readonly text: string }
  | { readonly kind: 'urn'; readonly path: string; readonly action: string }
  | { readonly kind: 'allOf'; readonly rights: readonly Right[] }
  | { readonly kind: 'anyOf'; readonly rights: readonly Right[] }
  /** The right for each of several values of one id. */
  | { readonly kind: 'each'; readonly id: string; readonly right: Right };

/** Asks for nothing: for what everyone may do who gets so far, such as a person with the own account. */
export const NOTHING: Right = { kind: 'allOf', rights: [] };

/** `<type>.<id or *>.<action>`. The `*` is compared like any other id. */
export function tuple(text: string): Right {
  return { kind: 'tuple', text };
}

/**
 * `<path>#<action>` below `unkey:v1:<workspace of the caller>:`. An id is a whole segment.
 * `{projectId}` is the one project of that workspace, so nothing has to find it.
 */
export function urn(path: string, action: string): Right {
  return { kind: 'urn', path, action };
}

export function allOf(...rights: readonly Right[]): Right {
  return { kind: 'allOf', rights };
}

export function anyOf(...rights: readonly Right[]): Right {
  return { kind: 'anyOf', rights };
}

export function each(id: string, right: Right): Right {
  return { kind: 'each', id, right };
}

/** The names of the ids in a right, each once, in the order in which they first appear. */
export function idsOf(right: Right): string[] {
  switch (right.kind) {
    case 'tuple':
      return placeholdersOf(right.text);
    case 'urn':
      return placeholdersOf(right.path);
    case 'each':
      return [...new Set([right.id, ...idsOf(right.right)])];
    case 'allOf':
    case 'anyOf':
      return [...new Set(right.rights.flatMap(idsOf))];
  }
}

function placeholdersOf(text: string): string[] {
  const names = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => name !== 'projectId');
}
