import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every file that a program can import from the package. */
const ENTRIES = [
  'index',
  'core',
  'generated/functions',
  'guard/index',
  'lib/http',
  'models/components',
  'models/errors',
  'undici',
].map((name) => here(`../src/${name}.ts`));

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  noEmit: true,
};

const program = ts.createProgram(ENTRIES, OPTIONS);
const checker = program.getTypeChecker();

interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

const EXPORTED: readonly Exported[] = ENTRIES.flatMap(exportsOf);

function exportsOf(entry: string): Exported[] {
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${entry} exports nothing`);
  return checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
  }));
}

function namesOf(exported: readonly Exported[]): string[] {
  return [...new Set(exported.map(({ name }) => name))].sort();
}

function tagsOf(symbol: ts.Symbol, name: string): string[] {
  const tags = symbol.getJsDocTags(checker).filter((tag) => tag.name === name);
  return tags.map((tag) => ts.displayPartsToString(tag.text));
}

/** The parameters of a function, or of the constructor that a program calls. */
function parametersOf({ symbol }: Exported): string[] {
  const type = checker.getTypeOfSymbol(symbol);
  const [signature] = [...type.getCallSignatures(), ...type.getConstructSignatures()];
  return signature?.parameters.filter(isNoRest).map(({ name }) => name) ?? [];
}

/** The request and the options are the rest, so that some requests can be left out. */
function isNoRest({ valueDeclaration }: ts.Symbol): boolean {
  return !(valueDeclaration && ts.isParameter(valueDeclaration) && valueDeclaration.dotDotDotToken);
}

const isValue = ({ symbol }: Exported) => (symbol.flags & ts.SymbolFlags.Value) !== 0;
/** Programs only receive errors. */
const isError = ({ name }: Exported) => /Error(Response)?$/.test(name);

test('every export says what it is', () => {
  const silent = EXPORTED.filter(
    ({ symbol }) => ts.displayPartsToString(symbol.getDocumentationComment(checker)) === '',
  );
  expect(namesOf(silent)).toEqual([]);
});

test('every function and class that is exported has an example', () => {
  const without = EXPORTED.filter(
    (exported) => isValue(exported) && tagsOf(exported.symbol, 'example').length === 0,
  );
  expect(namesOf(without)).toEqual([]);
});

test('every parameter of a function or class that is exported is described', () => {
  const without = EXPORTED.filter((exported) => {
    if (!isValue(exported) || isError(exported)) return false;
    const described = tagsOf(exported.symbol, 'param').map((text) => text.split(' ')[0]);
    const names = parametersOf(exported);
    // One that is taken apart has no name of its own.
    const unnamed = names.filter((name) => name.startsWith('__'));
    return (
      names.some((name) => !unnamed.includes(name) && !described.includes(name)) ||
      described.length < names.length
    );
  });
  expect(namesOf(without)).toEqual([]);
});

/** The examples of all comments, exported or not. */
const EXAMPLES = readdirSync(here('../src'), { encoding: 'utf8', recursive: true })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => examplesIn(readFileSync(here(`../src/${file}`), 'utf8')));

function examplesIn(source: string): string[] {
  const comments = [...source.matchAll(/\/\*\*.*?\*\//gs)].map(([text]) =>
    text.replaceAll(/^ *(?:\/\*\*|\*\/|\* ?)/gm, '').replace(/\*\/$/, ''),
  );
  return comments.flatMap((text) =>
    [...text.matchAll(/^@example\n(.*?)(?=^@|$(?![\s\S]))/gms)].map(([, example = '']) => example),
  );
}

/** Imports all that an entry exports. */
function importOf(entry: string): string {
  const names = exportsOf(here(`../src/${entry}.ts`)).map((exported) =>
    isValue(exported) ? exported.name : `type ${exported.name}`,
  );
  return `import { ${names.join(', ')} } from './${entry}.js';`;
}

/** One module of all examples, with what they do not say: the client, a key, and so on. */
function moduleOf(examples: readonly string[]): string {
  const entries = ['index', 'core', 'generated/functions', 'guard/index', 'undici'];
  const functions = examples.map(
    (example, index) => `export async function example${index}(): Promise<unknown> {
${example}
return undefined;
}`,
  );
  return `import { EventEmitter } from 'node:events';
${entries.map(importOf).join('\n')}
const rootKey = 'root_key';
const unkey = new Unkey({ rootKey });
const core = new UnkeyCore({ rootKey });
const key = 'pay_1234';
const keyId = 'key_1234abcd';
const apiId = 'api_1234abcd';
const traceId = 'trace';
const request = new Request('http://localhost/', { headers: { authorization: 'Bearer key' } });
const req = { headers: { authorization: 'Bearer key' } };
const outcome = ((): Refused => ({ kind: 'missing' }))();
const handleInvalidKey = () => new Response(null, { status: 401 });
const onError = () => new Response(null, { status: 503 });
const res = Object.assign(new EventEmitter(), {
  headersSent: false,
  writeHead: (_status: number) => ({ end: () => res.emit('finish') }),
});
const callback = (): Response => {
  res.emit('finish');
  return new Response(null, { status: 401 });
};
${functions.join('\n')}
`;
}

/** What the compiler says about the examples, each with the example that it is about. */
function diagnose(source: string, path: string): string[] {
  const host = ts.createCompilerHost(OPTIONS);
  const { readFile, fileExists } = host;
  host.readFile = (file) => (file === path ? source : readFile.call(host, file));
  host.fileExists = (file) => file === path || fileExists.call(host, file);
  const compiled = ts.createProgram([path], OPTIONS, host, program);
  const file = compiled.getSourceFile(path);
  return [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)].map(
    ({ messageText, start = 0 }) =>
      `${source.slice(start, start + 80)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

const PATH = here('../src/examples.generated.ts');

test('the examples compile, and one with a mistake would not', () => {
  expect(EXAMPLES.length).toBeGreaterThan(140);
  expect(diagnose(moduleOf(EXAMPLES), PATH)).toEqual([]);
  const mistaken = EXAMPLES.map((example) => example.replace(/(unkey\.|core, )/, '$1no.'));
  expect(diagnose(moduleOf(mistaken), PATH).length).toBeGreaterThan(140);
});

afterAll(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('the examples run, each to its end, and ask for the operation that they are about', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const operation = url.split('/v2/')[1] ?? '';
    asked.push(operation);
    expect(init.body).toMatch(/^[[{]/);
    const data = LISTS.has(operation) ? [] : ANSWERS[operation];
    const pagination = { hasMore: false };
    return Response.json({ meta: { requestId: 'req_1' }, data: data ?? {}, pagination });
  });
  vi.stubEnv('UNLATCH_ROOT_KEY', 'root_key');
  vi.spyOn(console, 'log').mockReturnValue();
  vi.spyOn(console, 'warn').mockReturnValue();
  await writeFile(PATH, moduleOf(EXAMPLES));
  onTestFinished(() => rm(PATH));
  const examples: Record<string, () => Promise<unknown>> = await import(PATH);
  for (const [index, source] of EXAMPLES.entries()) {
    asked.length = 0;
    await examples[`example${index}`]?.();
    const named = /await (?:unkey|core)\.(\w+\.\w+)\(/.exec(source)?.[1];
    if (named !== undefined) expect(asked).toContain(named);
  }
});

const MANIFEST: readonly { readonly name: string; readonly paginated: boolean }[] = JSON.parse(
  readFileSync(here('../../contract/operations.json'), 'utf8'),
);
const LISTS = new Set(MANIFEST.flatMap(({ name, paginated }) => (paginated ? [name] : [])));

const ANSWERS: Readonly<Record<string, unknown>> = {
  'analytics.events': [],
  'keys.verifyKey': {
    valid: true,
    code: 'VALID',
    keyId: 'key_1',
    keyspaceId: 'ks_1',
    enabled: true,
  },
};
