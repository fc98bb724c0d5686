import { REQUEST_LOG_SCOPES } from '../src/domain/request-log/scope.js';
import { moveToAnyCpu, moveToLoadCpu } from './processes.js';
import { type BenchService, startBenchService } from './service.js';
import { median, printTable } from './table.js';
import { measure, type Scenario, untilIdle, warmUp } from './turns.js';

const ROUNDS = 5;

/**
 * What the log of requests costs a verification and a read: one service for each of its scopes, in
 * turns. The time of the database includes that of the usage events, and what it writes behind the
 * answers.
 */
export async function benchRequestLog(): Promise<void> {
  moveToLoadCpu();
  const variants = [
    ...REQUEST_LOG_SCOPES.map((scope) => ({ name: scope, env: { API_REQUEST_LOG: scope } })),
    { name: 'all + contents', env: { API_REQUEST_LOG: 'all', API_REQUEST_LOG_CONTENTS: 'true' } },
  ];
  const services: BenchService[] = [];
  try {
    for (const { env } of variants) services.push(await startBenchService({ env }));
    for (const operation of ['keys.verifyKey', 'apis.getApi']) {
      const scenarios = await Promise.all(
        services.map((service, index) =>
          scenarioOf(service, operation, variants[index]?.name ?? ''),
        ),
      );
      printTable(
        `Log of requests: ${operation}`,
        ['req/s', 'CPU µs', 'CPU µs of the database'],
        await rowsOf(scenarios),
      );
    }
  } finally {
    moveToAnyCpu();
    for (const service of services) await service.stop();
  }
}

interface Measured extends Scenario {
  readonly database: BenchService['database'];
}

async function scenarioOf(
  service: BenchService,
  operation: string,
  name: string,
): Promise<Measured> {
  const { apiId } = await service.call('apis.createApi', { name: 'Logged' });
  const { key } = await service.call('keys.createKey', { apiId });
  const body = JSON.stringify(operation === 'apis.getApi' ? { apiId } : { key });
  const { url, rootKey, database } = service;
  const target = { url, path: `/v2/${operation}`, rootKey, nextBody: () => body };
  return { name, server: service, database, target };
}

async function rowsOf(scenarios: readonly Measured[]) {
  await warmUp(scenarios);
  const results = scenarios.map(() => [] as { rate: number; cpu: number; databaseCpu: number }[]);
  const servers = scenarios.flatMap(({ server, database }) => [server, database]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, scenario] of scenarios.entries()) {
      await untilIdle(servers);
      const before = scenario.database.usage().cpuSeconds;
      const { requestsPerSecond, requests, cpuMicros } = await measure(scenario);
      await untilIdle(servers);
      const databaseSeconds = scenario.database.usage().cpuSeconds - before;
      const databaseCpu = (databaseSeconds / requests) * 1_000_000;
      results[index]?.push({ rate: requestsPerSecond, cpu: cpuMicros, databaseCpu });
    }
  }
  return scenarios.map(({ name }, index) => {
    const own = results[index] ?? [];
    const cells = [
      median(own.map(({ rate }) => rate)),
      median(own.map(({ cpu }) => cpu)),
      median(own.map(({ databaseCpu }) => databaseCpu)),
    ];
    return { name, cells };
  });
}
