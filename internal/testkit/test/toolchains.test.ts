import { afterEach, describe, expect, it, vi } from 'vitest';
import { findGo, findPython, isSkipped, neededBy } from '../src/toolchains.js';

const HERE = { lacks: undefined };
const AWAY = { lacks: 'Go 1.26' };

afterEach(() => vi.unstubAllEnvs());

describe('a program that tests need', () => {
  it('is found only if the PATH has it', () => {
    vi.stubEnv('PATH', '/nonexistent');
    expect(findPython()).toEqual({ lacks: 'Python 3.11 with venv' });
    expect(findGo()).toEqual({ lacks: 'Go 1.26' });
  });

  it('is named in the title of the tests if the machine lacks it', () => {
    expect(neededBy(HERE)).toBe('');
    expect(neededBy(AWAY)).toBe(' (needs Go 1.26, which this machine lacks)');
  });

  it('has its tests skipped if the machine lacks it, but not on CI', () => {
    vi.stubEnv('CI', '');
    expect([isSkipped(HERE), isSkipped(AWAY)]).toEqual([false, true]);
    vi.stubEnv('CI', 'true');
    expect([isSkipped(HERE), isSkipped(AWAY)]).toEqual([false, false]);
  });
});
