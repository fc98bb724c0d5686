// `npm start` and `npm test` on a machine that has only Node and npm. This file must be valid for
// an old Node, so that it can report the required version.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const [wantedMajor, wantedMinor] = manifest.engines.node.match(/\d+/g).map(Number);
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
  console.error(
    `Unlatch needs Node ${wantedMajor}.${wantedMinor} or newer. This is Node ${process.versions.node}.`,
  );
  console.error('Get a newer one from https://nodejs.org or from your version manager.');
  process.exit(1);
}

import('./launch/run.mjs').then(({ run }) => run(process.argv[2], process.argv.slice(3)));
