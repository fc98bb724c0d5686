import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** All that it printed, of both streams. */
  readonly text: string;
}

/** Runs a program to its end, whichever that is. */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: Surroundings,
): Promise<Output> {
  const child = spawn(program, args, { cwd, env: { ...machineEnvironment(), ...env } });
  const texts: string[] = [];
  const printed: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.push(text);
    texts.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  const [exitCode] = await once(child, 'close');
  return { exitCode, stdout: printed.join(''), text: texts.join('') };
}

/** Runs a program that must succeed. */
export async function runToSuccess(
  program: string,
  args: readonly string[],
  surroundings: Surroundings,
): Promise<string> {
  const { exitCode, stdout, text } = await run(program, args, surroundings);
  if (exitCode === 0) return stdout;
  throw new Error(`${program} ${args.join(' ')} ended with ${exitCode}; it printed:\n${text}`);
}

/** Where the machine has its programs, and Go its modules, cache and proxy. Nothing of the tests. */
function machineEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|GO.*|XDG_.*)$/.test(name),
  );
  return Object.fromEntries(kept);
}
