// A worker of a pool that does nothing but listen. `FIRST` names a folder that the first worker
// makes; with `SECOND=silent`, the later ones never listen. `told` gets what the primary says.
import { appendFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

const { FIRST, SECOND, TOLD } = process.env;

process.on('message', (message) => {
  appendFileSync(TOLD, `${String(message)}\n`);
  if (message === 'stop') process.exit(0);
});

if (isFirst() || SECOND !== 'silent') createServer().listen(0, '127.0.0.1');

function isFirst() {
  try {
    mkdirSync(FIRST);
    return true;
  } catch {
    return false;
  }
}
