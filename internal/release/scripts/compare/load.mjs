import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './size.mjs';

const run = promisify(execFile);

const CALLS = 4_000;
const IN_FLIGHT = 16;
const ROUNDS = 5;

const setUp = (name, call, url) => `
  const exports = await import('${name}');
  const connect = (exports, url, rootKey) => { ${call} };
  const once = connect(exports, '${url}', 'unkey_0123456789abcdefghijkl');`;

/** Calls per second of processor time of the client only, in a new process for each round. */
export async function measureCalls(sides, { call }, stub) {
  await stub.fail(false);
  const samples = sides.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { directory, name }] of sides.entries()) {
      const program = `${setUp(name, call, stub.url)}
        async function work(count) {
          let started = 0;
          const next = async () => { while (started++ < count) await once(); };
          await Promise.all(Array.from({ length: ${IN_FLIGHT} }, next));
        }
        await work(1_000);
        const before = process.cpuUsage();
        await work(${CALLS});
        const { user, system } = process.cpuUsage(before);
        console.log(${CALLS} / ((user + system) / 1e6));`;
      samples[index].push(Number(await evaluate(program, directory)));
    }
  }
  return samples.map(median);
}

/** One call while every answer is 500: the number of its requests, and the time until it fails. */
export async function measureOutage({ directory, name }, { call }, stub) {
  await stub.fail(true);
  await stub.count();
  const program = `${setUp(name, call, stub.url)}
    const startedAt = performance.now();
    await once().catch(() => {});
    console.log(performance.now() - startedAt);
    process.exit();`;
  const ms = Number(await evaluate(program, directory));
  return { ms, requests: await stub.count() };
}

async function evaluate(program, cwd) {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    cwd,
  });
  return stdout;
}
