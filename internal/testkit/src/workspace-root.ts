import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the whole repository. */
export function workspaceRoot(directory = dirname(fileURLToPath(import.meta.url))): string {
  if (existsSync(join(directory, 'pnpm-workspace.yaml'))) return directory;
  const parent = dirname(directory);
  if (parent === directory) throw new Error('this package is not inside the workspace');
  return workspaceRoot(parent);
}
