// Owns an engine in a process of its own, which the tests can kill. It runs the built package,
// because Node does not read TypeScript; `npm test` builds first.
import { startAnalyticsEngine } from '../dist/index.js';

const [directory, moduleDirectory] = process.argv.slice(2);
const engine = startAnalyticsEngine({
  directory,
  moduleDirectory,
  tables: ['events_raw'],
  onEvent(event) {
    if (event.kind !== 'ready') return;
    process.stdout.write(`${JSON.stringify({ pid: event.pid, socketPath: engine.socketPath })}\n`);
  },
});
