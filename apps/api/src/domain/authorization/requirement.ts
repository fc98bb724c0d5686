import type { Urn } from './urn.js';

/** What an operation asks of the grants of its caller. */
export type Requirement =
  | { readonly kind: 'tuple'; readonly tuple: string }
  | { readonly kind: 'urn'; readonly urn: Urn }
  | { readonly kind: 'allOf'; readonly children: readonly Requirement[] }
  | { readonly kind: 'anyOf'; readonly children: readonly Requirement[] };

export function tuple(text: string): Requirement {
  return { kind: 'tuple', tuple: text };
}

export function urn(workspaceId: string, path: string, action: string): Requirement {
  return { kind: 'urn', urn: { workspaceId, segments: path.split('/'), action } };
}

export function allOf(...children: readonly Requirement[]): Requirement {
  return { kind: 'allOf', children };
}

export function anyOf(...children: readonly Requirement[]): Requirement {
  return { kind: 'anyOf', children };
}
