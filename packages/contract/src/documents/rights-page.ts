import type { Operation } from '../operation.js';
import type { Right } from '../rights/right.js';
import { TAGS } from '../tags.js';
import { groupOf } from './describe.js';
import { printRight } from './describe-rights.js';

/** The page of the documentation that lists the rights of every operation. */
export function rightsPage(operations: readonly Operation[]): string {
  const groups = Object.keys(TAGS).map((group) => {
    const rows = operations
      .filter(({ name }) => groupOf(name) === group)
      .flatMap((operation) => rowsOf(operation));
    return `## ${group}\n\n${HEADER}${rows.join('')}`;
  });
  return `${INTRODUCTION}\n${groups.join('\n')}`;
}

// check-words: allow, the page that is written has its lines checked as a document
const INTRODUCTION = `<!-- Written by \`pnpm gen\` from packages/contract. Do not edit. -->

# Rights

What a [root key](guides/root-keys.md) needs for each operation: a tuple, or instead of it a URN.

- A URN begins with \`unkey:v1:<workspaceId>:\`, which is left out here.
- Ids stand in angle brackets.
- A URN may have \`*\` in place of an id, and \`/**\` in place of the rest of a path.
- A dash means that there is no such form.
- A list *of readable items* shows those that the root key may read. A list *of all items* is refused with one that it may not read.
`;

const HEADER = '| operation | tuple | or URN |\n|---|---|---|\n';

function rowsOf({ name, requires }: Operation): string[] {
  const { right, rows, also = {} } = requires;
  const items =
    rows === undefined ? '' : ` ${rows === 'every' ? 'of all items' : 'of readable items'}`;
  const others = Object.values(also).map((one) => row(`… ${one.when}`, one.right));
  return [row(`\`${name}\`${items}`, right), ...others];
}

function row(what: string, right: Right): string {
  return `| ${what} | ${print(right, 'tuple')} | ${print(right, 'urn')} |\n`;
}

function print(right: Right, kind: 'tuple' | 'urn'): string {
  const part = only(right, kind);
  return part === undefined ? '–' : printRight(part).replaceAll('unkey:v1:<workspaceId>:', '');
}

/** What of a right can be met by grants of one kind alone. */
function only(right: Right, kind: 'tuple' | 'urn'): Right | undefined {
  switch (right.kind) {
    case 'tuple':
    case 'urn':
      return right.kind === kind ? right : undefined;
    case 'each': {
      const inner = only(right.right, kind);
      return inner === undefined ? undefined : { ...right, right: inner };
    }
    case 'anyOf': {
      const rights = right.rights.flatMap((one) => only(one, kind) ?? []);
      return rights.length > 1 ? { kind: 'anyOf', rights } : rights[0];
    }
    case 'allOf': {
      const rights = right.rights.flatMap((one) => only(one, kind) ?? []);
      return rights.length < right.rights.length ? undefined : { kind: 'allOf', rights };
    }
  }
}
