import { describe, expect, it } from 'vitest';
import { planExpiry, planKeyShape } from './plan.js';

const API = { defaultPrefix: 'api', defaultByteLength: 32 };
const PLAIN_API = { defaultPrefix: null, defaultByteLength: null };

describe('planKeyShape', () => {
  it.each([
    ['prefix and length', { prefix: 'my_app', byteLength: 24, start: 'my_app_abcd' }, 'my_app', 24],
    ['no prefix', { prefix: null, byteLength: 16, start: 'abcd' }, null, 16],
  ])('keeps %s of a key that was made here', (_, old, prefix, byteLength) => {
    expect(planKeyShape(old, API)).toEqual({ prefix, byteLength });
  });

  it.each([
    ['my_app_abcd', API, 'my_app', 32],
    ['abcd', API, null, 32],
    ['my_app_abcd', PLAIN_API, 'my_app', 16],
    ['', API, 'api', 32],
    ['', PLAIN_API, null, 16],
  ])('makes of an imported key that starts with %j the most that is known', (...row) => {
    const [start, api, prefix, byteLength] = row;
    const shape = planKeyShape({ prefix: null, byteLength: null, start }, api);
    expect(shape).toEqual({ prefix, byteLength });
  });
});

describe('planExpiry', () => {
  it.each([
    [null, 500, 1500],
    [null, 0, 999],
    [1200, 500, 1200],
    [1700, 500, 1500],
    [900, 500, 900],
    [0, 500, 0],
    [null, null, null],
    [1700, null, 1700],
  ])('of a key that expires at %s is, with %s ms of grace, %s', (expiresAtMs, graceMs, end) => {
    expect(planExpiry(expiresAtMs, { graceMs, nowMs: 1000 })).toBe(end);
  });
});
