export { AnalyticsEngineError, type AnalyticsEngineErrorCode } from './errors.js';
export { defaultEngineDirectory, type FoundEngine, findEngine } from './install/find-engine.js';
export { type InstallOptions, type InstallStep, installEngine } from './install/install-engine.js';
export { DOWNLOAD_MEGABYTES } from './install/pin.js';
export { engineSocketPath } from './layout.js';
export type { EngineFigures } from './messages.js';
export {
  type AnalyticsEngine,
  type AnalyticsEngineOptions,
  startAnalyticsEngine,
} from './start-analytics-engine.js';
export type { EngineEvent, EngineState } from './supervise/events.js';
