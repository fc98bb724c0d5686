import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The TypeScript blocks of a README. */
export function readExamples(readme: URL): string[] {
  return readBlocks(readme, 'ts');
}

/** The blocks in these languages, in the order in which the page has them. */
export function readBlocks(page: URL, ...languages: readonly string[]): string[] {
  const block = new RegExp(`^\`\`\`(?:${languages.join('|')})\\n(.*?)^\`\`\`$`, 'gms');
  return [...readFileSync(page, 'utf8').matchAll(block)].map((match) => match[1] ?? '');
}

/** What the compiler says about examples when they stand beside `readme`; see `diagnoseExamples`. */
export function compileExamples(
  readme: URL,
  sources: readonly string[],
  overrides: ts.CompilerOptions = {},
): string[] {
  return diagnoseExamples(readme, sources, overrides).map(({ message }) => message);
}

interface Diagnosis {
  /** The index of the example; `undefined` if something else is wrong, such as a package's types. */
  readonly example: number | undefined;
  readonly message: string;
}

/**
 * The same with the example that each complaint is about. The examples use the built packages. The
 * options are those of a strict project on Node, apart from those in `overrides`.
 */
export function diagnoseExamples(
  readme: URL,
  sources: readonly string[],
  overrides: ts.CompilerOptions = {},
): Diagnosis[] {
  const files = new Map(
    sources.map((source, index) => [fileURLToPath(new URL(`example-${index}.ts`, readme)), source]),
  );
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    skipLibCheck: true,
    noEmit: true,
    ...overrides,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const readFromDisk: typeof readFile = (path) => readFile.call(host, path);
  host.readFile = (path) => files.get(path) ?? readFromDisk(path);
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  const program = ts.createProgram([...files.keys()], options, host);
  const indexes = new Map([...files.keys()].map((file, index) => [file, index]));
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => ({
    example: indexes.get(file?.fileName ?? ''),
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

/** Runs an example as a module of the package. The caller knows the type of its exports. */
export async function runExample<Exports>(readme: URL, source: string): Promise<Exports> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  // Beside the README, because only from there a package can import itself by its name.
  const file = new URL(`example-${process.pid}-${++runs}.mjs`, readme);
  await writeFile(file, outputText);
  try {
    return await import(file.href);
  } finally {
    await rm(file);
  }
}

let runs = 0;
