import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const STEP = new URL('../../../tools/launch/step.mjs', import.meta.url).href;

/** What a step prints that runs this code, and names each line `part: <name>`. */
async function stepOf(code) {
  const program = `
    import { runStep } from '${STEP}';
    await runStep({
      title: 'Building',
      command: process.execPath,
      args: ['-e', ${JSON.stringify(code)}],
      env: process.env,
      progress: (line) => /^part: (\\w+)/.exec(line)?.[1],
      advice: 'Try again.',
    }).catch(() => undefined);`;
  return run(process.execPath, ['--input-type=module', '-e', program]);
}

const SECONDS = String.raw`\d+\.\d s`;

describe('a step of the launch with progress', () => {
  it('names each part when it begins, and its duration at the end', async () => {
    const { stdout } = await stepOf('console.log("part: contract\\nnoise\\npart: service")');
    expect(stdout).toMatch(
      new RegExp(`^Building … \n  contract\n  service\nBuilding: ${SECONDS}\n$`),
    );
  });

  it('stays on one line if there is nothing to do', async () => {
    const { stdout } = await stepOf('console.log("noise")');
    expect(stdout).toMatch(new RegExp(`^Building … ${SECONDS}\n$`));
  });

  it('shows the whole output of a command that fails', async () => {
    const { stderr } = await stepOf('console.log("part: contract\\nan error"); process.exit(2)');
    expect(stderr).toContain('an error');
    expect(stderr).toContain('Try again.');
  });
});
