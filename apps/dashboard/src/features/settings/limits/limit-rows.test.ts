import { describe, expect, it } from 'vitest';
import { limitRows } from './limit-rows.js';

describe('limitRows', () => {
  it('says which limits are near or reached', () => {
    const rows = limitRows({
      keysMax: { limit: 100, current: 79 },
      apisMax: { limit: 100, current: 80 },
      rolesMax: { limit: 100, current: 100 },
      identitiesMax: { limit: null, current: 1_000_000 },
      logsRetentionDaysMax: { limit: 30 },
      unknownMax: { limit: 1, current: 1 },
    });
    const states = Object.fromEntries(rows.map(({ id, state }) => [id, state]));
    expect(states).toEqual({
      logsRetentionDaysMax: 'usual',
      keysMax: 'usual',
      identitiesMax: 'usual',
      rolesMax: 'reached',
      apisMax: 'near',
    });
  });

  it('counts a limit of nothing as reached', () => {
    expect(limitRows({ keysMax: { limit: 0, current: 0 } })[0]?.state).toBe('reached');
  });
});
