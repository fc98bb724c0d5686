import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { benchControlPlane } from './control-plane.js';
import { startBenchService } from './service.js';
import { benchTableSize } from './table-size.js';
import { benchVerifyKey } from './verify-key.js';

/** The server gets core 0 to itself; this process, which makes the load, moves to core 1. */
function pinToOtherCpu(): void {
  if (existsSync('/usr/bin/taskset')) {
    execFileSync('taskset', ['--all-tasks', '-cp', '1', String(process.pid)], { stdio: 'ignore' });
  }
}

const service = await startBenchService();
try {
  pinToOtherCpu();
  const [cpu] = cpus();
  process.stdout.write(`${cpu?.model}, ${cpus().length} cores, Node ${process.version}\n`);
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Benchmark' });
  await benchVerifyKey(service, apiId);
  await benchTableSize(service, apiId);
  await benchControlPlane(service);
} finally {
  await service.stop();
}
