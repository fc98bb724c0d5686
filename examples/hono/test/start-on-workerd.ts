import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import type { RunningApp } from './start-on-node.js';

const here = new URL('..', import.meta.url);
const settings: { main: string; compatibility_date: string; vars: Record<string, string> } =
  JSON.parse(readFileSync(new URL('wrangler.json', here), 'utf8'));

/** Bundles the worker as wrangler does, for a runtime without Node, and runs it in workerd. */
export async function startOnWorkerd(service: {
  UNLATCH_ROOT_KEY: string;
  UNLATCH_URL: string;
}): Promise<RunningApp> {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL(settings.main, here))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'browser'],
    write: false,
  });
  const miniflare = new Miniflare({
    modules: true,
    script: bundle.outputFiles[0]?.text ?? '',
    compatibilityDate: settings.compatibility_date,
    bindings: {
      ...settings.vars,
      UNLATCH_URL: service.UNLATCH_URL,
      UNLATCH_ROOT_KEY: service.UNLATCH_ROOT_KEY,
    },
    host: '127.0.0.1',
    port: 0,
  });
  const url = await miniflare.ready;
  return { url: url.origin, stop: () => miniflare.dispose() };
}
