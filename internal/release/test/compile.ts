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

/** The defaults of `tsc --init` before TypeScript 6. They ignore `exports`. */
export const forOldProjects: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
};

/**
 * The errors of a strict compiler in programs of a project. It reads the declarations of our
 * packages in full. Those of frameworks have errors of their own under such strict options.
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
