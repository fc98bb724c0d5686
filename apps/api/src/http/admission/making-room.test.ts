import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseVictims } from './making-room.js';

/** Connections in the order in which they became quiet, such as `aab`; `-` is a trusted proxy. */
function connectionsOf(networks: string): Candidate[] {
  return [...networks].map((network, quietSince) => ({
    network: network === '-' ? null : network,
    quietSince,
  }));
}

function victimsOf(networks: string, count: number, busy = ''): string {
  const openOf = (network: string) =>
    [...networks, ...busy].filter((other) => other === network).length;
  return chooseVictims(connectionsOf(networks), { count, openOf })
    .map(({ network, quietSince }) => `${network ?? '-'}${quietSince}`)
    .join(' ');
}

describe('the connections that make room', () => {
  it.each([
    ['are those of the network with most', 'abbb', 1, '', 'b1'],
    ['are the longest quiet of it', 'bbba', 2, '', 'b0 b1'],
    ['are taken from the largest networks until they are equal', 'aaaabbb', 3, '', 'a0 a1 b4'],
    ['count those on which an answer is due', 'aabb', 1, 'bb', 'b2'],
    ['are those of trusted proxies last', '---ab', 3, '', 'a3 b4 -0'],
    ['are all that there are, if more are wanted', 'ab', 5, '', 'a0 b1'],
  ])('%s', (_title, networks, count, busy, victims) => {
    expect(victimsOf(networks, count, busy)).toBe(victims);
  });

  it('never leave a larger network larger than one that has lost a connection', () => {
    const networks = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });
    fc.assert(
      fc.property(networks, fc.nat(60), (list, count) => {
        const all = connectionsOf(list.join(''));
        const openOf = (network: string) => list.filter((one) => one === network).length;
        const victims = new Set(chooseVictims(all, { count, openOf }));
        const sizeOf = (name: string) =>
          all.filter((one) => one.network === name && !victims.has(one)).length;
        for (const { network } of victims) {
          for (const other of list) {
            expect(sizeOf(other)).toBeLessThanOrEqual(sizeOf(network ?? '') + 1);
          }
        }
        expect(victims.size).toBe(Math.min(count, list.length));
      }),
    );
  });
});
