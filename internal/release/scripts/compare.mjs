/**
 * Measures each package beside the original, in one run, and prints a table. It has the size in a
 * bundle, the size of an installation, the time to import, the requests per second of processor
 * time, and the effect of an outage. The run needs built packages and the npm registry, and takes a
 * few minutes.
 *
 * `pnpm --filter @unlatch/release compare`, for some packages only: `… compare api cache`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCalls, measureOutage } from './compare/load.mjs';
import { pairs } from './compare/pairs.mjs';
import { installedSize, installProject, packAll } from './compare/project.mjs';
import { bundleSize, importTimes } from './compare/size.mjs';
import { startStub } from './compare/stub.mjs';

const directory = await mkdtemp(join(tmpdir(), 'unlatch-compare-'));
const stub = await startStub();
const rows = [];
try {
  const tarballs = await packAll(join(directory, 'tarballs'));
  for (const pair of chosenPairs()) rows.push(...(await comparePair(pair, tarballs)));
} finally {
  stub.stop();
  await rm(directory, { recursive: true });
}
print(rows);

function chosenPairs() {
  const names = process.argv.slice(2);
  return pairs.filter(({ ours }) => names.length === 0 || names.includes(ours.split('/')[1]));
}

async function comparePair(pair, tarballs) {
  const sides = [];
  for (const name of [pair.theirs, pair.ours]) {
    sides.push(await installProject({ directory: join(directory, name), name, tarballs }));
  }
  const each = (measure) => Promise.all(sides.map(measure));
  const installed = await each((side) => installedSize(side));
  await Promise.all(sides.map((side) => side.addPeers()));
  const bundles = await each((side) => bundleSize(side, pair.exports));
  const imports = await importTimes(sides);
  const result = [
    row(pair, `bundle of \`${pair.exports}\`, gzip`, bundles, 'bytes'),
    row(
      pair,
      'installed',
      installed.map(({ bytes }) => bytes),
      'bytes',
    ),
    row(
      pair,
      'packages installed',
      installed.map(({ packages }) => packages),
      '',
    ),
    row(pair, 'import', imports, 'ms'),
  ];
  if (pair.call === undefined) return result;
  const rates = await measureCalls(sides, pair, stub);
  const outages = [];
  for (const side of sides) outages.push(await measureOutage(side, pair, stub));
  return [
    ...result,
    row(pair, `${pair.callName} per second of one core`, rates, ''),
    row(
      pair,
      `${pair.callName} while every answer is 500: requests`,
      outages.map(({ requests }) => requests),
      '',
    ),
    row(
      pair,
      `${pair.callName} while every answer is 500: time`,
      outages.map(({ ms }) => ms),
      'ms',
    ),
  ];
}

function row({ ours, theirs }, what, [their, our], unit) {
  return { package: `${theirs} → ${ours}`, what, their, our, unit };
}

function print(lines) {
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}\n`);
  console.log('| package | what | original | here | here / original |');
  console.log('|---|---|---|---|---|');
  for (const { package: name, what, their, our, unit } of lines) {
    const cells = [name, what, format(their, unit), format(our, unit), (our / their).toFixed(2)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

function format(value, unit) {
  if (unit === 'bytes') {
    return value < 1e6 ? `${(value / 1e3).toFixed(1)} kB` : `${(value / 1e6).toFixed(2)} MB`;
  }
  const digits = value < 100 && !Number.isInteger(value) ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
