import { createRequire } from 'node:module';
import { describe, expect, inject, it } from 'vitest';
import { start } from './harness.js';
import { runCommand as unlatch } from './run-command.js';

const manifest: { version: string } = createRequire(import.meta.url)('#package.json');

describe('the command line', () => {
  it.each(['--version', '-v'])(
    'prints the version for %s, with a broken configuration too',
    async (word) => {
      const result = await unlatch([word], { PORT: 'none' });
      expect(result).toEqual({ exitCode: 0, stdout: `${manifest.version}\n`, stderr: '' });
    },
  );

  it.each(['--help', '-h'])('prints every command for %s, on lines of 80 columns', async (word) => {
    const { exitCode, stdout, stderr } = await unlatch([word]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const command of [
      'create-workspace',
      'list-workspaces',
      'delete-workspace',
      'set-quota',
      'create-root-key',
      'admin setup-link',
      'admin unlock',
      'rotate-master-key',
      '--version',
      '--help',
    ]) {
      expect(stdout).toContain(`  unlatch ${command}`);
    }
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('refuses what it does not know with exit code 2, and starts nothing', async () => {
    const { exitCode, stdout, stderr } = await unlatch(['serve', 'now']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('Unlatch has no command "serve".');
    expect(stderr).toContain('Usage:');
  });

  it('says of a command that it knows that its words do not fit', async () => {
    const { exitCode, stdout, stderr } = await unlatch(['delete-workspace']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('The words after "delete-workspace" do not fit.');
    expect(stderr).toContain('Usage:');
  });
});

/** Every line, as an object. */
const linesOf = (stderr: string) =>
  stderr
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line));

describe('the standard error of a process without a terminal', () => {
  it.each(['info', 'silent'])('is JSON for a start that fails, at level %s', async (level) => {
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none', LOG_LEVEL: level };
    const { exitCode, stderr } = await unlatch([], env);
    expect(exitCode).toBe(1);
    expect(linesOf(stderr).at(-1)).toMatchObject({
      level: 60,
      event: 'start_failed',
      msg: expect.stringMatching(/^Unlatch did not start\. DATABASE_URL cannot be used: nothing/),
    });
  });

  it('is JSON for a configuration that is not valid', async () => {
    const { stderr } = await unlatch([], { PORT: 'none' });
    expect(linesOf(stderr)).toEqual([
      expect.objectContaining({
        event: 'start_failed',
        msg: expect.stringContaining('\n  - PORT'),
      }),
    ]);
  });

  it('is JSON for a warning of Node', async () => {
    const fault =
      "process.once('SIGUSR2', () => process.emitWarning('a thing is old', 'DeprecationWarning'))";
    const service = await start({ NODE_OPTIONS: preload(fault) }, inject('adminUrl'));
    process.kill(service.pid, 'SIGUSR2');
    expect(JSON.parse(await service.line(/"event":"node_warning"/))).toMatchObject({
      level: 40,
      msg: 'a thing is old',
    });
  });

  it('is JSON for an error that no code has caught, which ends the process', async () => {
    const fault = "process.once('SIGUSR2', () => { throw new Error('a bug') })";
    const service = await start({ NODE_OPTIONS: preload(fault) }, inject('adminUrl'));
    process.kill(service.pid, 'SIGUSR2');
    expect(JSON.parse(await service.line(/"event":"crashed"/))).toMatchObject({
      level: 60,
      err: { message: 'a bug', stack: expect.any(String) },
    });
    await service.kill();
    linesOf(service.stderr());
  });
});

/** Loaded before the program, as a fault in a library would be. */
function preload(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

it('a running service says its version in the log, in its probes and in its metrics', async () => {
  const { version } = manifest;
  const token = 'metrics-token-of-this-test';
  const service = await start({ METRICS_TOKEN: token }, inject('adminUrl'));
  for (const event of ['starting', 'listening']) {
    expect(JSON.parse(await service.line(new RegExp(`"event":"${event}"`)))).toMatchObject({
      version,
    });
  }
  for (const path of ['/health/live', '/health/ready']) {
    expect(await (await fetch(`${service.url}${path}`)).json()).toMatchObject({ version });
  }
  const headers = { authorization: `Bearer ${token}` };
  const metrics = await (await fetch(`${service.url}/metrics`, { headers })).text();
  expect(metrics).toContain(`unlatch_build_info{version="${version}",node="${process.version}"} 1`);
});

it('a start that migrates logs the beginning, each migration and the end', async () => {
  const service = await start({}, inject('adminUrl'));
  const lines = linesOf(service.stderr());
  const begin = lines.find(({ event }) => event === 'schema_migrating');
  const each = lines.filter(({ event }) => event === 'migration_run');
  const end = lines.find(({ event }) => event === 'schema_migrated');
  expect(begin?.['migrations']).toContain('0001-initial');
  expect(each.map(({ name }) => name)).toEqual(begin?.['migrations']);
  for (const line of [...each, end]) expect(line?.['durationMs']).toEqual(expect.any(Number));
});
