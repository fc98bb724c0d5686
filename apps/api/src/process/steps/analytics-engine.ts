import path from 'node:path';
import {
  type AnalyticsEngine,
  type EngineEvent,
  startAnalyticsEngine,
} from '@unlatch/analytics-engine';
import type { Logger } from 'pino';
import type { EngineAddress } from '../../analytics/client.js';
import { ENGINE_TABLES } from '../../analytics/schema.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';
import type { DatabaseParts } from './database.js';

export interface AnalyticsEngineParts {
  /** Where the engine is, whether it answers or not. `undefined`: there is none to ask. */
  readonly engineAddress: EngineAddress | undefined;
  /** The engine that this process runs. */
  readonly analyticsEngine: AnalyticsEngine | undefined;
}

/**
 * Begins to have an engine, and waits for nothing: the service needs none. One that is installed
 * later is found without a restart.
 */
export const analyticsEngine: Step<
  Pick<Basics, 'config' | 'log'> & Pick<DatabaseParts, 'dataDir' | 'postgres'>,
  AnalyticsEngineParts
> = {
  name: 'analytics_engine',
  start({ config: { analytics }, log, dataDir, postgres }) {
    const { mode, server, socketPath } = analytics;
    if (mode === 'off') return { engineAddress: undefined, analyticsEngine: undefined };
    if (server !== undefined) return { engineAddress: server, analyticsEngine: undefined };
    if (socketPath !== undefined) {
      return { engineAddress: { kind: 'embedded', socketPath }, analyticsEngine: undefined };
    }
    // A PostgreSQL elsewhere may have other machines with engines of their own.
    const isAlone = mode === 'on' || postgres !== undefined;
    if (dataDir === undefined || !isAlone) {
      return { engineAddress: undefined, analyticsEngine: undefined };
    }
    const engine = startAnalyticsEngine({
      directory: path.join(dataDir, 'analytics'),
      moduleDirectory: analytics.moduleDirectory,
      tables: ENGINE_TABLES.map(({ name }) => name),
      stopLimitMs: STOP_TIMES.analyticsEngineMs,
      onEvent: (event) => logEvent(log, event),
      ...(analytics.memoryMaxBytes !== undefined && { memoryMaxBytes: analytics.memoryMaxBytes }),
    });
    return {
      engineAddress: { kind: 'embedded', socketPath: engine.socketPath },
      analyticsEngine: engine,
    };
  },
  stop: ({ analyticsEngine: engine }) => engine?.stop(),
  stopLimitMs: STOP_TIMES.analyticsEngineMs,
};

/** What the engine prints may have values of rows, so it is only for those who look for it. */
function logEvent(log: Logger, event: EngineEvent): void {
  const { kind, ...details } = event;
  const fields = { event: `analytics_engine_${kind}`, ...details };
  if (kind === 'output' || kind === 'request_failed') log.trace(fields);
  else if (kind === 'ready') log.info(fields, 'the analytics engine is ready');
  else if (kind === 'stopped') log.info(fields);
  else if (event.kind === 'not_started' && EXPECTED.has(event.reason)) log.info(fields);
  else log.warn(fields);
}

/** A service without an engine is a usual one. */
const EXPECTED = new Set(['not_installed', 'unsupported_platform']);
