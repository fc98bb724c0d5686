import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const WORKSPACE = fileURLToPath(new URL('../../..', import.meta.url));

interface Conditions {
  types: string;
  default: string;
}

/** The part of a package.json that these tests read. */
export interface Manifest {
  name: string;
  version: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  exports?: Record<string, string | { import: Conditions; require: Conditions }>;
}

export interface PublishedPackage {
  directory: string;
  manifest: Manifest;
}

export function readManifest(text: string): Manifest {
  return JSON.parse(text);
}

/** Every published package of the workspace, built or not. */
export function publishedPackages(): PublishedPackage[] {
  const parent = join(WORKSPACE, 'packages');
  return readdirSync(parent)
    .map((name) => join(parent, name))
    .map((directory) => ({
      directory,
      manifest: readManifest(readFileSync(join(directory, 'package.json'), 'utf8')),
    }))
    .filter(({ manifest }) => manifest.private !== true);
}

/** The specifiers that a program can import, one per entry; for a pattern, one that matches it. */
export function specifiersOf(manifest: Manifest): string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((path) => path !== './package.json')
    .map((path) => manifest.name + path.slice(1).replace('*', 'keysVerifyKey.js'));
}

/** The frameworks and types that a package is tested with here: names and paths. */
export function companionsOf({ directory, manifest }: PublishedPackage): [string, string][] {
  const types = Object.keys(manifest.devDependencies ?? {}).filter((name) =>
    name.startsWith('@types/'),
  );
  return [...Object.keys(manifest.peerDependencies ?? {}), ...types].map((name) => [
    name,
    realpathSync(join(directory, 'node_modules', name)),
  ]);
}
