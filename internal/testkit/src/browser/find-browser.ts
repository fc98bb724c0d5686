import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Toolchain } from '../toolchains.js';

/** A Chromium, which tests of pages need. No package brings it. */
export interface FoundBrowser extends Toolchain {
  /** Its file, or undefined if the machine has none. */
  readonly program: string | undefined;
}

/** As Debian, Ubuntu, Fedora and Google call it. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The first Chromium in PATH. */
export function findBrowser(): FoundBrowser {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const files = PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
  const program = files.find(isExecutable);
  return { program, lacks: program === undefined ? 'Chromium' : undefined };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
