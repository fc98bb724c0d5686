import { execFileSync } from 'node:child_process';

/** A program that some tests need, and that no package brings. */
export interface Toolchain {
  /** What the machine lacks, for the title of the tests that it concerns. */
  readonly lacks: string | undefined;
}

/** Python 3.11 or newer, which can make virtual environments. */
export function findPython(): Toolchain {
  const version = 'import ensurepip, venv, sys; print(*sys.version_info[:2], sep=".")';
  return find('Python 3.11 with venv', 'python3', ['-c', version], [3, 11]);
}

/** Go 1.26 or newer. */
export function findGo(): Toolchain {
  return find('Go 1.26', 'go', ['env', 'GOVERSION'], [1, 26]);
}

/**
 * Whether tests that need the program are skipped. On CI they are not: they run, and fail. So a
 * machine that lost a program does not pass for one that has tested everything.
 */
export function isSkipped({ lacks }: Toolchain): boolean {
  return lacks !== undefined && !process.env['CI'];
}

/** To put behind the title of such tests. */
export function neededBy({ lacks }: Toolchain): string {
  return lacks === undefined ? '' : ` (needs ${lacks}, which this machine lacks)`;
}

/** A command that prints the version, and the oldest that will do. */
function find(
  description: string,
  program: string,
  args: readonly string[],
  [majorMin, minorMin]: readonly [number, number],
): Toolchain {
  const [major = 0, minor = 0] = printedBy(program, args).match(/\d+/g)?.map(Number) ?? [];
  const isNewEnough = major > majorMin || (major === majorMin && minor >= minorMin);
  return { lacks: isNewEnough ? undefined : description };
}

function printedBy(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
