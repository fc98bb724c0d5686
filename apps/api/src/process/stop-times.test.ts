import { describe, expect, it } from 'vitest';
import { STOP_TIMES } from './stop-times.js';

const { wholeMs, requestsMs, databaseClientsMs, recordsMs, recordsToDiskMs, connectionsMs } =
  STOP_TIMES;

describe('the times of a stop', () => {
  it('fit into the whole, with time for the events to go to disk', () => {
    const besideMs = Math.max(databaseClientsMs, recordsMs + recordsToDiskMs);
    expect(requestsMs + besideMs + connectionsMs).toBeLessThan(wholeMs);
  });

  it('leave a worker the time that it gives itself', () => {
    expect(STOP_TIMES.workersMs).toBeGreaterThanOrEqual(wholeMs);
  });
});
