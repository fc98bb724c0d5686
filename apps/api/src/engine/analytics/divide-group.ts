import {
  halveBatch,
  halveGroup,
  type OutboxBatch,
  type OutboxGroup,
  setAside,
} from '../../store/outbox/groups.js';
import type { RelaySession } from '../../store/outbox/relay-session.js';
import { EventBatch, parseEvents } from '../events/event-batch.js';

/**
 * Finds the one event that the engine will never take, so that it does not keep back the others.
 * Nothing of a refused group is in the engine, so its halves may go there under ids of their own.
 * A batch that cannot be taken apart counts like a single event. Returns how many events are set
 * aside.
 */
export async function divideGroup(session: RelaySession, group: OutboxGroup): Promise<number> {
  const [whole] = group.batches;
  if (group.batches.length > 1 || whole === undefined) {
    await session.inTurn((tx) => halveGroup(tx, group));
    return 0;
  }
  const halves = halvesOf(whole);
  if (halves === undefined) {
    await session.inTurn((tx) => setAside(tx, group));
    return whole.count;
  }
  await session.inTurn((tx) => halveBatch(tx, group, { whole, halves }));
  return 0;
}

function halvesOf({ count, payload }: OutboxBatch): readonly EventBatch[] | undefined {
  const { events } = parseEvents(payload.toString());
  if (count < 2 || events.length !== count) return undefined;
  return EventBatch.of(events).halves();
}
