import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpRange, parseIpRanges } from './ip-ranges.js';

describe('parseIpRanges', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.9.9.9', true],
    ['192.168.1.128/25', '192.168.1.127', false],
    ['192.168.1.128/25', '192.168.1.128', true],
    ['192.168.1.1/32', '192.168.1.1', true],
    ['192.168.1.1/32', '192.168.1.0', false],
    ['0.0.0.0/0', '203.0.113.7', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::1', '2001:0db8:0:0:0:0:0:1', true],
    ['2001:DB8::A', '2001:db8::a', true],
    ['::1/128', '::1', true],
    ['::1/128', '::2', false],
    ['fe80::/10', '192.168.1.1', false],
    // The form in which a socket for both families shows an IPv4 client.
    ['10.0.0.0/8', '::ffff:10.1.2.3', true],
    ['10.0.0.0/8', '::ffff:11.1.2.3', false],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('with %s, to include %s is %s', (entry, address, included) => {
    expect(parseIpRanges([entry]).includes(address)).toBe(included);
  });

  it('includes what any entry includes', () => {
    const ranges = parseIpRanges(['10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);
    expect(['10.1.1.1', '2001:db8::1', '192.0.2.1'].every((ip) => ranges.includes(ip))).toBe(true);
    expect(ranges.includes('192.0.2.2')).toBe(false);
  });

  it('includes nothing when there are no entries, or none that can be read', () => {
    expect(parseIpRanges([]).includes('10.0.0.1')).toBe(false);
    expect(parseIpRanges(['everyone', '10.0.0.0/33']).includes('10.0.0.1')).toBe(false);
  });

  it.each([
    '',
    'localhost',
    '10.0.0',
    '10.0.0.1:80',
    '[::1]',
    ' 10.0.0.1',
    '10.0.0.256',
    '010.0.0.1',
  ])('includes %j, which is no address, in no range', (address) => {
    expect(parseIpRanges(['0.0.0.0/0', '::/0']).includes(address)).toBe(false);
  });

  it('includes an IPv4 address exactly when its first bits are those of the range', () => {
    const anyBits = fc.nat(2 ** 32 - 1);
    fc.assert(
      fc.property(anyBits, fc.nat(32), anyBits, (network, length, address) => {
        const ranges = parseIpRanges([`${dotted(network)}/${length}`]);
        const size = 2 ** (32 - length);
        const isInside = Math.floor(network / size) === Math.floor(address / size);
        expect(ranges.includes(dotted(address))).toBe(isInside);
        expect(ranges.includes(dotted(Math.floor(network / size) * size))).toBe(true);
      }),
    );
  });

  it('never fails on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4Extended(), fc.ipV6()), (text) => {
        parseIpRanges([text, `${text}/8`, '::/0']).includes(text);
      }),
    );
  });
});

describe('isIpRange', () => {
  it.each([
    '192.0.2.1',
    '192.0.2.0/24',
    '10.1.2.3/8',
    '0.0.0.0/0',
    '::1',
    '2001:db8::/32',
    '::ffff:192.0.2.1/128',
    '::/0',
  ])('takes %s', (entry) => {
    expect(isIpRange(entry)).toBe(true);
  });

  it.each([
    '',
    'localhost',
    '192.0.2',
    '192.0.2.256',
    '192.0.2.1 ',
    '192.0.2.1:80',
    '192.0.2.0/33',
    '192.0.2.0/',
    '192.0.2.0/-1',
    '192.0.2.0/24/8',
    '2001:db8::/129',
    '[::1]',
    'fe80::1%eth0',
  ])('refuses %j', (entry) => {
    expect(isIpRange(entry)).toBe(false);
  });
});

function dotted(bits: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
}
