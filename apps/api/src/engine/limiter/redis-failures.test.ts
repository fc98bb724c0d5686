import { describe, expect, it } from 'vitest';
import { describeRedisFailure, isLasting, RedisCommandError } from './redis-failures.js';

const withCode = (code: string, message: string) => Object.assign(new Error(message), { code });
const NO_CONNECTION = new Error("Stream isn't writeable and enableOfflineQueue options is false");

describe('a failure of Redis', () => {
  it.each([
    [
      new Error('READONLY You cannot write'),
      'it is a replica and takes no writes (READONLY',
      false,
    ],
    [new Error('OOM command not allowed'), 'its memory is full (OOM', false],
    [new Error('LOADING Redis is loading'), 'it is still loading its data (LOADING', false],
    [new Error('WRONGPASS invalid'), 'the user or the password is wrong (WRONGPASS', true],
    [new Error('NOAUTH Authentication required.'), 'it asks for a password (NOAUTH', true],
    [new Error('NOPERM no permissions'), 'its user lacks a right (NOPERM', true],
    [new Error('ERR DB index is out of range'), 'ERR DB index is out of range', true],
    [withCode('ECONNREFUSED', 'connect'), 'nothing listens at that address (connect)', false],
    [withCode('ENOTFOUND', 'getaddrinfo'), 'the host name is not known (getaddrinfo)', false],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed'), 'self-signed', true],
    [NO_CONNECTION, 'there is no connection', false],
    [new Error('something else'), 'something else', false],
    ['a text', 'a text', false],
  ])('%s is told in words, and lasts or not', (failure, words, lasts) => {
    expect(describeRedisFailure(failure)).toContain(words);
    expect(isLasting(failure)).toBe(lasts);
  });

  it('of a command without a connection says why there is none', () => {
    const refused = withCode('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:6379');
    expect(describeRedisFailure(new RedisCommandError(NO_CONNECTION, refused))).toBe(
      'there is no connection: nothing listens at that address (connect ECONNREFUSED 127.0.0.1:6379)',
    );
    expect(new RedisCommandError(NO_CONNECTION, undefined).message).toBe('there is no connection');
  });

  it('of a command lasts if its cause does, and does not blame an earlier connection', () => {
    const command = new RedisCommandError(new Error('NOPERM no'), new Error('an earlier failure'));
    expect(isLasting(command)).toBe(true);
    expect(command.message).toBe('its user lacks a right (NOPERM no)');
  });

  it('of a Cluster is that of its last node', () => {
    const lastNodeError = withCode('ECONNREFUSED', 'connect');
    const failure = Object.assign(new Error('Failed to refresh slots cache.'), { lastNodeError });
    expect(describeRedisFailure(failure)).toBe('nothing listens at that address (connect)');
  });
});
