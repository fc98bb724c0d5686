export { type FoundBrowser, findBrowser } from './browser/find-browser.js';
export { type CrashingPostgres, startCrashingPostgres } from './crashing-postgres.js';
export { createDatabase, type TestDatabase } from './database.js';
export { databaseTarget, startDatabaseProxy } from './database-proxy.js';
export { type Clock, createFakeClock, type FakeClock } from './fake-clock.js';
export {
  type Direction,
  type FaultProxy,
  type ProxyTarget,
  startFaultProxy,
} from './fault-proxy.js';
export { type SeededKeys, seedKeys } from './keys.js';
export { makePythonEnvironment } from './python-environment.js';
export { compileExamples, readBlocks, readExamples, runExample } from './readme.js';
export { type RunningService, type ServiceOptions, startService } from './service.js';
export { startTestPostgres, type TestPostgres } from './test-postgres.js';
export { startTestRedis, type TestRedis, type TestRedisNode } from './test-redis.js';
export { findGo, findPython, isSkipped, neededBy, type Toolchain } from './toolchains.js';
export { workspaceRoot } from './workspace-root.js';
