import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import ts from 'typescript';

export const readme = new URL('../README.md', import.meta.url);

const require = createRequire(import.meta.url);

const manifests = {
  'next-14': require.resolve('next-14/package.json'),
  'next-15': require.resolve('next-15/package.json'),
  next: require.resolve('next/package.json'),
};

/** The compiler options of an app with the version of Next that is installed under this name. */
export function optionsFor(installedAs: keyof typeof manifests): ts.CompilerOptions {
  const next = dirname(manifests[installedAs]);
  return {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // Apps from `create-next-app` are strict, but not this strict.
    exactOptionalPropertyTypes: false,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    jsx: ts.JsxEmit.Preserve,
    paths: { next: [`${next}/index.d.ts`], 'next/*': [`${next}/*`] },
  };
}
