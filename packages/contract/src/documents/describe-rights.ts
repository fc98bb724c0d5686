import type { Requires } from '../operation.js';
import { NOTHING, type Right } from '../rights/right.js';

/** The sentences about rights in the documentation of an operation. Ids stand as `<keyId>`. */
export function describeRights({ right, rows, hides, also = {} }: Requires): string {
  const sentences = right === NOTHING ? [] : [`Needs the permission ${printRight(right)}.`];
  for (const { when, right: other } of Object.values(also)) {
    sentences.push(`Needs ${printRight(other)} as well ${when}.`);
  }
  if (rows === 'filtered') sentences.push('Shows only what the caller may read.');
  if (rows === 'readable') {
    sentences.push('Shows only what the caller may read, which may be nothing.');
  }
  if (rows === 'every') sentences.push('Needs it for every item of the page.');
  if (hides !== undefined) sentences.push(`Without the permission the answer is \`${hides}\`.`);
  return sentences.join(' ');
}

/** Tuples come before URNs, since most callers hold tuples. */
export function printRight(right: Right, isInner = false): string {
  switch (right.kind) {
    case 'tuple':
      return quote(right.text);
    case 'urn':
      return quote(`unkey:v1:{workspaceId}:${right.path}#${right.action}`);
    case 'each':
      return `${printRight(right.right)} for each`;
    case 'allOf':
      return join(right.rights, ' and ', isInner);
    case 'anyOf':
      return join([...right.rights].sort(urnsLast), ' or ', isInner);
  }
}

function join(rights: readonly Right[], word: string, isInner: boolean): string {
  const text = rights.map((right) => printRight(right, true)).join(word);
  return isInner && rights.length > 1 ? `(${text})` : text;
}

function urnsLast(one: Right, other: Right): number {
  return Number(one.kind === 'urn') - Number(other.kind === 'urn');
}

/** As code, because a text renderer would read `<apiId>` as a tag and `*` as emphasis. */
function quote(text: string): string {
  return `\`${text.replaceAll(/\{(\w+)\}/g, '<$1>')}\``;
}
