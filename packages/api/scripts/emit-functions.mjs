/** TypeScript text with one function per operation, each of which a bundler can leave out. */
export function emitFunctions(operations) {
  return `import { standalone } from '../standalone.js';

${operations.map(emitFunction).join('\n')}`;
}

function emitFunction({ name, group, action, summary, traits }) {
  const fields = Object.entries({ name, ...traits }).map(([key, value]) =>
    typeof value === 'string' ? `${key}: '${value}'` : `${key}: ${value}`,
  );
  const functionName = group + action[0].toUpperCase() + action.slice(1);
  return `/** ${summary}. */
export const ${functionName} = /* @__PURE__ */ standalone<'${group}', '${action}'>({ ${fields.join(', ')} });
`;
}
