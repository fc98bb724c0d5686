import { afterEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from './password-hasher.js';

const PASSWORD = 'four words are long enough';

afterEach(() => {
  vi.doUnmock('@node-rs/argon2');
});

describe('a password', () => {
  it('is recognised by its hash, and another one is not', async () => {
    const hasher = new PasswordHasher();
    const [one, two] = [await hasher.hash(PASSWORD), await hasher.hash(PASSWORD)];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(two).not.toBe(one);
    expect(await hasher.verify(one, PASSWORD)).toBe(true);
    expect(await hasher.verify(one, `${PASSWORD} `)).toBe(false);
  });

  it('is refused without an account, after the work of one hash', async () => {
    const hasher = new PasswordHasher();
    expect(await hasher.verify(null, PASSWORD)).toBe(false);
    expect(hasher.computed).toBe(1);
  });
});

describe('many passwords at once', () => {
  it('wait for each other, and are refused beyond sixteen that wait', async () => {
    const hasher = new PasswordHasher();
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => hasher.verify(null, PASSWORD)),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({
      reason: { code: 'unkey/application/service_unavailable', retryAfterSeconds: 2 },
    });
    expect(hasher.computed).toBe(18);
    expect(await hasher.verify(null, PASSWORD)).toBe(false);
  });
});

describe('where the library does not load', () => {
  it('hashes with scrypt, whose hashes stay good where it loads', async () => {
    vi.doMock('@node-rs/argon2', () => {
      throw new Error('no binary for this platform');
    });
    const hasher = new PasswordHasher();
    const hash = await hasher.hash(PASSWORD);
    expect(hash).toMatch(/^\$scrypt\$/);
    expect(await hasher.verify(hash, PASSWORD)).toBe(true);
    expect(await hasher.verify(hash, 'wrong')).toBe(false);
    expect(await hasher.verify(null, PASSWORD)).toBe(false);
    const argon2 = '$argon2id$v=19$m=65536,t=3,p=1$c2FsdA$aGFzaA';
    await expect(hasher.verify(argon2, PASSWORD)).rejects.toMatchObject({
      code: 'unkey/application/service_unavailable',
    });
    vi.doUnmock('@node-rs/argon2');
    expect(await new PasswordHasher().verify(hash, PASSWORD)).toBe(true);
  });
});
