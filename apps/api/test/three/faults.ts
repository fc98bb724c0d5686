import type { FaultProxy } from '@unlatch/testkit';
import type { Random } from './random.js';
import type { Links, ServiceNode } from './service-node.js';
import type { World } from './world.js';

/**
 * Something that breaks, and its end. Ends come in the order of their rank: links and stores before
 * the processes that need them to start.
 */
export interface Fault {
  readonly name: string;
  readonly rank: 'link' | 'store' | 'process';
  begin(): Promise<void> | void;
  end(): Promise<void> | void;
}

export const RANKS = ['link', 'store', 'process'] as const;

type MakeFault = (world: World, random: Random) => Fault;

/** All kinds. A run of the short form has each of them at least once. */
export const FAULT_KINDS: Readonly<Record<string, MakeFault>> = {
  'a cut link': oneLink('cut', (link) => link.cut()),
  'a silent link': oneLink('silent', (link) => link.stall()),
  'a slow link': oneLink('slow', (link, random) => link.delay(random.between(50, 400))),
  'half-open connections': oneLink('half-open', (link) => link.strand()),
  'a link that loses requests': oneLink('deaf', (link) => link.silence('to server')),
  'a link that loses answers': oneLink('mute', (link) => link.silence('to client')),
  'a process without PostgreSQL and Redis': isolation,
  'all processes without Redis': (world) => allLinks(world, 'redis'),
  'all processes without PostgreSQL': (world) => allLinks(world, 'database'),
  'a killed process': killedProcess,
  'a crashed PostgreSQL': ({ postgres }) => ({
    name: 'PostgreSQL crashes and recovers',
    rank: 'store',
    // Another fault may have killed it already.
    begin: () => postgres.crash().catch(() => undefined),
    end: () => undefined,
  }),
  'a killed PostgreSQL': killedPostgres,
  'a flushed Redis': (world) => lostCounts('Redis is flushed', () => flush(world)),
  'a Redis of the past': (world) => lostCounts('Redis is put back', () => world.redis().restore()),
  'another Redis': (world) => lostCounts('Redis is swapped', () => world.swapRedis()),
  'a wrong clock': (world, random) => {
    const node = random.pick(world.nodes);
    const name = `the clock of ${node.index} is set`;
    return { name, rank: 'link', begin: () => node.setClock(), end: () => undefined };
  },
};

/** Those after which counts in Redis may be lower than before. */
export function losesCounts({ name }: Fault): boolean {
  return name.startsWith('Redis is ');
}

function oneLink(name: string, begin: (link: FaultProxy, random: Random) => void): MakeFault {
  return ({ nodes }, random) => {
    const node = random.pick(nodes);
    const kind = random.pick<keyof Links>(['client', 'database', 'redis']);
    return linkFault(`${kind} link of ${node.index} is ${name}`, [node.links[kind]], (link) =>
      begin(link, random),
    );
  };
}

function isolation({ nodes }: World, random: Random): Fault {
  const { index, links } = random.pick(nodes);
  const isCut = random.chance(50);
  const name = `${index} has neither store: ${isCut ? 'cut' : 'silent'}`;
  return linkFault(name, [links.database, links.redis], (link) =>
    isCut ? link.cut() : link.stall(),
  );
}

function allLinks({ nodes }: World, kind: 'database' | 'redis'): Fault {
  const links = nodes.map((node) => node.links[kind]);
  return linkFault(`all ${kind} links are silent`, links, (link) => link.stall());
}

function linkFault(
  name: string,
  links: readonly FaultProxy[],
  breakLink: (link: FaultProxy) => void,
): Fault {
  return {
    name,
    rank: 'link',
    begin() {
      for (const link of links) breakLink(link);
    },
    end() {
      for (const link of links) link.pass();
    },
  };
}

function killedProcess({ nodes }: World, random: Random): Fault {
  const node: ServiceNode = random.pick(nodes);
  return {
    name: `${node.index} is killed`,
    rank: 'process',
    begin: () => node.kill(),
    async end() {
      if (!node.isUp) await node.start();
    },
  };
}

function killedPostgres(world: World): Fault {
  return {
    name: 'PostgreSQL is killed',
    rank: 'store',
    begin: () => world.postgres.kill(),
    async end() {
      await world.postgres.restart();
      world.followPostgres();
    },
  };
}

function lostCounts(name: string, lose: () => Promise<void> | void): Fault {
  return { name, rank: 'store', begin: lose, end: () => undefined };
}

async function flush(world: World): Promise<void> {
  await world.redis().command('flushall');
}
