import { emitLiteral } from './emit-literal.mjs';

/**
 * TypeScript text with the types of all operations by group and action, and with the table from
 * which the client is built.
 */
export function emitOperations(operations) {
  const names = operations.flatMap(({ typeName }) => [
    `  ${typeName}RequestBody,\n`,
    `  ${typeName}ResponseBody,\n`,
  ]);
  const groups = [...byGroup(operations)];
  const types = groups.map(
    ([group, members]) => `  ${group}: {\n${members.map(typeEntry).join('')}  };\n`,
  );
  const table = groups.map(
    ([group, members]) => `  ${group}: {\n${members.map(tableEntry).join('')}  },\n`,
  );
  return `import type { OperationTraits } from '../operation.js';
import type {
${names.join('')}} from './types.js';

export interface Operations {
${types.join('')}}

export const operations = {
${table.join('')}} as const satisfies Record<string, Record<string, OperationTraits>>;
`;
}

function byGroup(operations) {
  const groups = new Map();
  for (const operation of operations) {
    groups.set(operation.group, [...(groups.get(operation.group) ?? []), operation]);
  }
  return groups;
}

function typeEntry({ name, action, description, typeName, traits, example }) {
  const fields = [`request: ${typeName}RequestBody`, `response: ${typeName}ResponseBody`];
  if (traits.paginated) fields.push('paginated: true');
  const lines = fields.map((field) => `      ${field};\n`);
  const text = `${description}\n\n@example\n`;
  const shown = exampleOf({ name, traits, example });
  return `${comment(text, shown)}    ${action}: {\n${lines.join('')}    };\n`;
}

function exampleOf({ name, traits, example }) {
  const call = `unkey.${name}(${emitLiteral(example)})`;
  return traits.paginated
    ? `const list = ${call};\nfor await (const item of list.items()) console.log(item);`
    : `const answer = await ${call};`;
}

/** The example stays as it is; the text is wrapped. */
function comment(text, example) {
  const lines = [...text.trimEnd().split('\n').flatMap(wrap), ...example.split('\n')].map((line) =>
    line.replaceAll('*/', '* /'),
  );
  return `    /**\n${lines.map((line) => `     * ${line}`.trimEnd()).join('\n')}\n     */\n`;
}

function wrap(text) {
  return text.match(/.{1,90}(?:\s|$)|\S+/g) ?? [''];
}

function tableEntry({ action, traits }) {
  const fields = Object.entries(traits).map(([name, value]) =>
    typeof value === 'string' ? `${name}: '${value}'` : `${name}: ${value}`,
  );
  return `    ${action}: { ${fields.join(', ')} },\n`;
}
