import { CHANGES, type Place } from './bulk-changes.js';

/** The other side of `bulk.ts`: carries out the change that each message names, and answers it. */
process.on('message', ({ name, place }: { name: string; place: Place }) => {
  void carryOut(name, place).then((failure) => process.send?.(failure));
});

/** Why it failed, or null. */
async function carryOut(name: string, place: Place): Promise<string | null> {
  const change = CHANGES[name];
  if (change === undefined) return `"${name}" is no change`;
  return change(place).then(() => null, String);
}
