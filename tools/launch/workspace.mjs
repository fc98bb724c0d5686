import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every folder with a package.json: the root first, then what pnpm-workspace.yaml names. */
export function packageFolders() {
  const workspace = readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8');
  const parents = [...workspace.matchAll(/^ {2}- (\w+)\/\*$/gm)].map(([, name]) => name);
  const children = parents
    .filter((parent) => existsSync(path.join(root, parent)))
    .flatMap((parent) =>
      readdirSync(path.join(root, parent)).map((name) => path.join(parent, name)),
    );
  return ['.', ...children.sort()].filter((folder) =>
    existsSync(path.join(root, folder, 'package.json')),
  );
}

export function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
}
