import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** The result of one script of a session. */
export interface Outcome {
  readonly stdout: string;
  /** HTTP statuses in the order in which curl saw them. */
  readonly statuses: readonly number[];
}

/** Each curl reports its status separately from its output, which examples pipe and catch. */
const CURL = `curl() { command curl -w '%{stderr}status=%{http_code}\\n' "$@"; }`;

const MARK = '=== end of script ===';

/** Runs the scripts one after the other in one bash, which stops at the first command that fails. */
export async function runInBash(
  scripts: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<readonly Outcome[]> {
  const bash = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd, env: { ...process.env, ...env } });
  const mark = `echo '${MARK}'; echo '${MARK}' >&2`;
  bash.stdin.end([CURL, ...scripts.flatMap((script) => [script, mark])].join('\n'));
  const [stdout, stderr] = await Promise.all([text(bash.stdout), text(bash.stderr)]);
  const errors = stderr.split(MARK);
  const outputs = stdout.split(MARK).slice(0, -1);
  // Closed pipes do not prove that the process has ended, but its last output has arrived by then.
  if (outputs.length < scripts.length) {
    throw new Error(`bash stopped in script ${outputs.length + 1}: ${errors.at(-1)}`);
  }
  return outputs.map((output, index) => ({
    stdout: output.trim(),
    statuses: [...(errors[index] ?? '').matchAll(/^status=(\d{3})$/gm)].map(([, s]) => Number(s)),
  }));
}
