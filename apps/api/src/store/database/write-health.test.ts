import { describe, expect, it } from 'vitest';
import { WriteHealth } from './write-health.js';

function newHealth() {
  const reports: string[] = [];
  const clock = { ms: 0 };
  const health = new WriteHealth({
    nowMs: () => clock.ms,
    onFailing: (failure) => reports.push(failure),
    onWriting: () => reports.push('writing'),
  });
  return { health, reports, clock };
}

const sqlError = (code: string) => Object.assign(new Error('refused'), { code });
const FULL = sqlError('53100');

describe('the writes of the database', () => {
  it.each([
    ['53100', 'disk_full'],
    ['58030', 'disk_error'],
    ['25006', 'read_only'],
  ])('fail with SQLSTATE %s as %s', (code, failure) => {
    const { health, reports } = newHealth();
    health.failed(sqlError(code));
    expect(health.failure).toBe(failure);
    expect(health.stats).toMatchObject({ [failure]: 1 });
    expect(reports).toEqual([failure]);
  });

  it('do not fail because of the statement, of its row locks or of the connection', () => {
    const { health, reports } = newHealth();
    for (const code of ['23505', '40P01', '57014', 'ECONNREFUSED']) health.failed(sqlError(code));
    health.failed(new Error('no code'));
    expect(health.failure).toBeUndefined();
    expect(reports).toEqual([]);
  });

  it('are reported once for a series of failures, and once more for another cause', () => {
    const { health, reports } = newHealth();
    for (const error of [FULL, FULL, sqlError('58030'), FULL]) health.failed(error);
    expect(reports).toEqual(['disk_full', 'disk_error', 'disk_full']);
    expect(health.stats).toEqual({ disk_full: 3, disk_error: 1, read_only: 0 });
  });

  it('work again once rows change and none has failed for ten seconds', () => {
    const { health, reports, clock } = newHealth();
    health.failed(FULL);
    clock.ms = 5000;
    health.failed(FULL);
    clock.ms = 14_999;
    health.wrote();
    expect(health.failure).toBe('disk_full');
    clock.ms = 15_000;
    expect(health.failure).toBe('disk_full');
    health.wrote();
    health.wrote();
    expect(health.failure).toBeUndefined();
    expect(reports).toEqual(['disk_full', 'writing']);
  });
});
