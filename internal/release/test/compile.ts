import { dirname, join } from 'node:path';
import ts from 'typescript';

export const forNode: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
};

export const forBundlers: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What `tsc --init` chose before TypeScript 6. It knows no `exports`. */
export const forOldProjects: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
};

/**
 * What a strict compiler says of programs in a project, whose declarations of our packages it
 * reads in full. Those of frameworks have faults of their own under options as strict as these.
 */
export function compile(paths: string[], mode: ts.CompilerOptions = forNode): string[] {
  const [first = ''] = paths;
  const program = ts.createProgram(paths, {
    ...mode,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    typeRoots: [join(dirname(first), 'node_modules/@types')],
    noEmit: true,
  });
  const ours = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName));
  return [
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(({ file, messageText }) =>
    [file?.fileName, ts.flattenDiagnosticMessageText(messageText, '\n')].join(': '),
  );
}

function isOurs(fileName: string): boolean {
  return !fileName.includes('/node_modules/') || fileName.includes('/node_modules/@unlatch/');
}
