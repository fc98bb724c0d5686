import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const COLD_STARTS = 15;

/** A program that imports one name, minified and compressed, without frameworks. */
export async function bundleSize({ directory, name }, exported) {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${exported} } from '${name}';`, resolveDir: directory },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'es2022',
    external: ['hono', 'hono/*', 'next', 'next/*'],
    logLevel: 'error',
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}

/** Medians over cold processes that alternate, minus the time of a process that imports nothing. */
export async function importTimes(sides) {
  const programs = [
    ...sides.map(({ directory, name }) => ({ cwd: directory, source: `await import('${name}')` })),
    { cwd: sides[0].directory, source: '' },
  ];
  const samples = programs.map(() => []);
  for (let round = 0; round < COLD_STARTS; round++) {
    for (const [index, { cwd, source }] of programs.entries()) {
      const startedAt = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        ['--input-type=module', '--eval', source],
        { cwd, encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      samples[index].push(performance.now() - startedAt);
    }
  }
  const [theirs, ours, nothing] = samples.map(median);
  return [theirs - nothing, ours - nothing];
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
