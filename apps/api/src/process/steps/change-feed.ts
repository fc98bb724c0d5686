import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { type Caches, createCaches } from '../../engine/caches/caches.js';
import { ChangeFeed } from '../../engine/changes/change-feed.js';
import { CounterClaim } from '../../engine/changes/counter-claim.js';
import { listenForChanges } from '../../store/changes/change-listener.js';
import type { Contact } from '../../store/database/contact.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';
import type { DatabaseParts } from './database.js';

interface ChangeFeedParts {
  readonly caches: Caches;
  readonly feed: ChangeFeed;
  readonly counterClaim: CounterClaim;
  /** Whether caches trust their entries. If not, every answer needs the database. */
  readonly isCurrent: () => boolean;
}

/**
 * Caches trust their entries while the feed is in contact with the database. The feed tells them
 * what to drop.
 */
export const changeFeed: Step<
  Basics & Pick<DatabaseParts, 'connection'> & { readonly hotDb: Db; readonly contact: Contact },
  ChangeFeedParts
> = {
  name: 'change_feed',
  start({ config, log, clock, onTime, connection, hotDb, contact }) {
    const counterClaim = createCounterClaim(log);
    const caches = createCaches({
      db: hotDb,
      keysMax: config.keyCacheMax,
      isCurrent: () => feed.isCurrent(),
    });
    const feed = new ChangeFeed({
      connect: (events) =>
        listenForChanges(connection, events, {
          mode: countsApart(config) ? 'exclusive' : 'shared',
          onHeld: (held) => counterClaim.observe(held),
        }),
      onChange: (change) => caches.apply(change),
      onGap: () => caches.dropAll(),
      onLost: (err) =>
        log.warn({ event: 'change_feed_lost', err }, 'change feed lost, reconnecting'),
      onTime(sample) {
        contact.heard();
        onTime(sample);
      },
      maxStalenessMs: config.maxStalenessMs,
      clock,
    });
    return { caches, feed, counterClaim, isCurrent: () => feed.isCurrent() };
  },
  stop: ({ feed }) => feed.stop(),
  stopLimitMs: STOP_TIMES.databaseClientsMs,
  waitsForDatabase: true,
};

/**
 * Refuses the start if this process cannot hear of changes, or if another process counts rate
 * limits separately. It is a step of its own, so that a live feed is stopped when its claim is
 * refused.
 */
export const firstContact: Step<Pick<ChangeFeedParts, 'feed' | 'counterClaim'>, object> = {
  name: 'first_contact',
  async start({ feed, counterClaim }) {
    await feed.start();
    counterClaim.require();
    return {};
  },
};

function createCounterClaim(log: Logger): CounterClaim {
  return new CounterClaim({
    onConflict: () =>
      log.error({ event: 'counters_separate' }, 'another process counts rate limits for itself'),
    onResolved: () => log.info({ event: 'counters_together' }, 'that process is gone'),
  });
}

/** Counters in memory are right only while there is no other process. */
function countsApart({ redisUrl, allowLocalCounters }: Config): boolean {
  return redisUrl === undefined && !allowLocalCounters;
}
