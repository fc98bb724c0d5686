import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startService, startTestPostgres } from '@unlatch/testkit';
import { chaptersFor, fuzz, OPERATION_NAMES } from './fuzz.js';

/** `pnpm --filter @unlatch/service fuzz --cases 1000000 --seed 7`; `--chapter 12` repeats one. */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    chapter: { type: 'string', multiple: true },
  },
});
const seed = Number(values.seed);
const chapters = values.chapter?.map(Number) ?? chaptersFor(Number(values.cases));
const print = (line: string) => void process.stdout.write(`${line}\n`);

print(`seed ${seed}, ${chapters.length} chapters`);
const postgres = await startTestPostgres();
const service = await startService({
  adminUrl: postgres.adminUrl,
  env: { MASTER_KEYS: `only:${randomBytes(32).toString('base64')}` },
});
try {
  const { report, faults } = await fuzz(service, { seed, chapters, print });
  print(report.describeAnswers());
  print(report.describeFailures());
  for (const fault of faults) print(`FAULT  ${fault}`);
  // Otherwise the cases would prove nothing about these operations.
  const unproved = values.chapter === undefined ? report.neverDone(OPERATION_NAMES) : [];
  for (const name of unproved) print(`FAULT  ${name} has never succeeded`);
  const wrong = report.failures + faults.length + unproved.length;
  print(`${report.cases} cases, ${wrong} kinds of faults, ${report.refusals} refused by overload`);
  process.exitCode = wrong === 0 ? 0 : 1;
} finally {
  await service.stop();
  await postgres.stop();
}
