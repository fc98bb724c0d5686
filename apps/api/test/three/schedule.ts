import { setTimeout as pause } from 'node:timers/promises';
import { FAULT_KINDS, type Fault, losesCounts, RANKS } from './faults.js';
import type { Findings } from './findings.js';
import { Random } from './random.js';
import type { World } from './world.js';

const KINDS = Object.keys(FAULT_KINDS);
const FAULTS_AT_ONCE_MAX = 3;
/** Longer and shorter than MAX_STALENESS_MS, and than the time-outs of links. */
const LASTS_MAX_MS = 3500;
const GAP_MAX_MS = 400;
const REST_MAX_MS = 1200;

export interface Faults {
  /** Resolves when all episodes are over and everything is repaired. */
  readonly done: Promise<void>;
  readonly figures: { episodes: number; faults: number; losses: number };
}

/**
 * Episodes of one to three faults. They begin one after the other, last for a while together, and
 * end in another order. Before an episode, a snapshot of Redis is taken that a later one may go
 * back to. Every kind comes once before any comes again.
 */
export function startFaults(
  world: World,
  { seed, findings, rounds }: { seed: string; findings: Findings; rounds: number },
): Faults {
  const random = new Random(`${seed} faults`);
  const figures = { episodes: 0, faults: 0, losses: 0 };
  const run = async () => {
    for (let round = 0; round < rounds; round += 1) {
      for (const kinds of inEpisodes(random.shuffle(KINDS), random)) {
        await playEpisode(kinds);
      }
    }
  };
  async function playEpisode(kinds: readonly string[]): Promise<void> {
    if (random.chance(50)) await world.redis().save();
    const faults = kinds.flatMap((kind) => FAULT_KINDS[kind]?.(world, random) ?? []);
    for (const fault of faults) {
      findings.note('faults', `+ ${fault.name}`);
      // Counts may be lost at once, or only when a process asks again.
      if (losesCounts(fault)) figures.losses += 1;
      await fault.begin();
      await pause(random.below(GAP_MAX_MS));
    }
    await pause(random.below(LASTS_MAX_MS));
    for (const fault of inOrderOfRank(random.shuffle(faults))) {
      await fault.end();
      findings.note('faults', `- ${fault.name}`);
      await pause(random.below(GAP_MAX_MS));
    }
    figures.episodes += 1;
    figures.faults += faults.length;
    await pause(random.below(REST_MAX_MS));
  }
  return { done: run(), figures };
}

function inEpisodes(kinds: readonly string[], random: Random): string[][] {
  const episodes: string[][] = [];
  for (let at = 0; at < kinds.length; ) {
    const count = random.between(1, FAULTS_AT_ONCE_MAX);
    episodes.push(kinds.slice(at, at + count));
    at += count;
  }
  return episodes;
}

function inOrderOfRank(faults: readonly Fault[]): Fault[] {
  return RANKS.flatMap((rank) => faults.filter((fault) => fault.rank === rank));
}
