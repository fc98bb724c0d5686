// biome-ignore-all lint/performance/noBarrelFile: an entry of the package, as src/index.ts is
export { withEncryption } from './middleware/encryption.js';
export { type Metric, withMetrics } from './middleware/metrics.js';
export type { StoreMiddleware } from './middleware/store-middleware.js';
