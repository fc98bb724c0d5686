import { emitLiteral } from './emit-literal.mjs';

/** TypeScript text with one function per operation, each of which a bundler can leave out. */
export function emitFunctions(operations) {
  return `import { standalone } from '../standalone.js';

${operations.map(emitFunction).join('\n')}`;
}

function emitFunction({ name, group, action, summary, traits, example }) {
  const fields = Object.entries({ name, ...traits }).map(([key, value]) =>
    typeof value === 'string' ? `${key}: '${value}'` : `${key}: ${value}`,
  );
  const functionName = group + action[0].toUpperCase() + action.slice(1);
  const lines = [
    `${summary}. The same as the method \`unkey.${name}\`, but it never rejects.`,
    '',
    '@param core The client.',
    `@param request What \`${name}\` takes.${traits.paginated ? ' The result is one page.' : ''}`,
    '@param options Options of this call, such as a time limit.',
    '@returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.',
    '@example',
    ...`const result = await ${functionName}(core, ${emitLiteral(example)});`.split('\n'),
    'if (!result.ok) console.log(result.error.code);',
  ];
  return `/**
${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}
 */
export const ${functionName} = /* @__PURE__ */ standalone<'${group}', '${action}'>({ ${fields.join(', ')} });
`;
}
