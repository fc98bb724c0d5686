import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress, networkOf, readAddress } from './ip-address.js';

describe('readAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:54321', '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['2001:db8::1:443', '2001:db8::1:443'],
    ['203.0.113.7:', undefined],
    ['203.0.113.7:123456', undefined],
    ['203.0.113.7:80:80', undefined],
    ['203.0.113', undefined],
    ['00', undefined],
    ['[203.0.113.7', undefined],
    ['unknown', undefined],
    ['_hidden', undefined],
    ['203.0.113.7\n', undefined],
    ['<script>', undefined],
    ['', undefined],
  ])('reads %j as %j', (entry, address) => {
    expect(readAddress(entry)).toBe(address);
  });

  it('gives an address or nothing, whatever the text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4().map((ip) => `${ip}:80`),
    );
    fc.assert(
      fc.property(text, (entry) => {
        expect(isAddress(readAddress(entry) ?? '::')).toBe(true);
      }),
    );
  });
});

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:db8:1::5:6', '2001:db8:1:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['', '0:0:0:0'],
  ])('takes %s for a client of %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
