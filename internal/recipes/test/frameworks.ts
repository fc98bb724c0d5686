import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import {
  emptyFolder,
  type Place,
  projectFolder,
  type RunningApp,
  run,
  startApp,
  writeFiles,
} from './app.js';
import { readRecipe } from './page.js';
import type { Toolchain, Toolchains } from './toolchains.js';

/** A page about a framework, and how its app is started here. */
export interface Framework {
  readonly name: string;
  readonly needs?: keyof Toolchains;
  start(settings: Settings, toolchain: Toolchain): Promise<RunningApp>;
}

export type Settings = {
  readonly UNLATCH_URL: string;
  readonly UNLATCH_ROOT_KEY: string;
};

export const FRAMEWORKS: readonly Framework[] = [
  ...['express', 'fastify', 'hono', 'nextjs', 'trpc', 'bun', 'elysia', 'deno'].map(
    (name): Framework => ({ name, start: (settings) => startAsWritten(name, { env: settings }) }),
  ),
  { name: 'cloudflare-workers', start: startWorker },
  ...['fastapi', 'flask', 'django'].map(
    (name): Framework => ({ name, needs: 'python', start: startWith(name) }),
  ),
  ...['go', 'gin', 'echo'].map((name): Framework => ({ name, needs: 'go', start: startGo(name) })),
  { name: 'nuxt', needs: 'nuxt', start: startNuxt },
];

/** Runs the commands of the page in a new folder with its files. */
async function startAsWritten(
  name: string,
  { env, folder = projectFolder(name) }: { env: Place['env']; folder?: string },
): Promise<RunningApp> {
  const page = readRecipe(name);
  await emptyFolder(folder);
  await run(page.commands('Set up'), { folder, env });
  await writeFiles(folder, page.files);
  return startApp(page.commands('Start'), { folder, env });
}

function startWith(name: string): Framework['start'] {
  return (settings, toolchain) =>
    startAsWritten(name, { env: { ...settings, ...there(toolchain).env } });
}

/** With the pinned versions instead of `go get`. The page about Go needs none. */
function startGo(name: string): Framework['start'] {
  return async (settings, toolchain) => {
    const { folder: pinned, env } = there(toolchain);
    const page = readRecipe(name);
    const folder = projectFolder(name);
    const needsModules = page.commands('Install').length > 0;
    await emptyFolder(folder);
    await writeFiles(folder, page.files);
    const copies = needsModules ? [`cp '${pinned}/go.mod' '${pinned}/go.sum' .`] : [];
    return startApp([...copies, ...page.commands('Start')], {
      folder,
      env: { ...settings, ...env },
    });
  };
}

async function startNuxt(settings: Settings, toolchain: Toolchain): Promise<RunningApp> {
  const { folder, env } = there(toolchain);
  const page = readRecipe('nuxt');
  await writeFiles(folder, page.files);
  return startApp(page.commands('Start'), { folder, env: { ...settings, ...env } });
}

/** Bundled as wrangler does it, for a runtime without Node, and run in workerd. */
async function startWorker(settings: Settings): Promise<RunningApp> {
  const folder = projectFolder('cloudflare-workers');
  await emptyFolder(folder);
  await writeFiles(folder, readRecipe('cloudflare-workers').files);
  const { main, compatibility_date: compatibilityDate }: Wrangler = JSON.parse(
    await readFile(join(folder, 'wrangler.json'), 'utf8'),
  );
  const { outputFiles } = await build({
    entryPoints: [join(folder, main)],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    write: false,
  });
  const miniflare = new Miniflare({
    modules: true,
    script: outputFiles[0]?.text ?? '',
    compatibilityDate,
    bindings: { ...settings },
    host: '127.0.0.1',
    port: 0,
  });
  const { origin } = await miniflare.ready;
  return { url: origin, output: () => '', stop: () => miniflare.dispose() };
}

interface Wrangler {
  readonly main: string;
  readonly compatibility_date: string;
}

function there(toolchain: Toolchain): Extract<Toolchain, { is: 'there' }> {
  if (toolchain.is === 'missing') throw new Error(toolchain.reason);
  return toolchain;
}
