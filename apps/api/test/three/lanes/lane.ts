import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.js';
import type { Findings } from '../findings.js';
import { Random } from '../random.js';
import type { ServiceNode } from '../service-node.js';
import type { World } from '../world.js';

/** What every lane works with. */
export interface Course {
  readonly world: World;
  readonly client: Client;
  readonly findings: Findings;
  readonly seed: string;
  readonly apiId: string;
  /** The lanes finish what they are at, and begin nothing new. */
  readonly isOver: () => boolean;
  /** Nothing is broken, so there is nothing to leave time for. */
  readonly isHealthy?: boolean;
}

/**
 * A sequence of actions with a random sequence of its own. So what it does depends only on the seed
 * and its name, not on what other lanes do. When it does it depends on the services.
 */
export interface Lane extends Course {
  readonly name: string;
  readonly random: Random;
}

export function openLane(course: Course, name: string): Lane {
  return { ...course, name, random: new Random(`${course.seed} ${name}`) };
}

export function anyNode({ world, random }: Lane): ServiceNode {
  return random.pick(world.nodes);
}

/** Leaves room for other lanes, and for other programs on the machine. */
export async function rest({ random }: Lane, maxMs = 40): Promise<void> {
  await pause(random.below(maxMs));
}

export interface NewKey {
  readonly keyId: string;
  readonly key: string;
}

export async function createKey(lane: Lane, subject: string, fields: object): Promise<NewKey> {
  const body = { apiId: lane.apiId, ...fields };
  const ask = { name: 'keys.createKey', body, subject };
  return (await lane.client.sendUntilAnswered(lane.random, ask)).data;
}
