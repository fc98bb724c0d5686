import { useRef, useState } from 'react';
import { useCall, useInvalidate } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import { type BulkAct, type BulkItem, requestFor } from './plan.js';
import { type Outcome, runBulk } from './run.js';

/** Carries a plan out: `finished` while it runs, `outcomes` in the order of the plan afterwards. */
export function useBulk() {
  const call = useCall();
  const invalidate = useInvalidate();
  const [plan, setPlan] = useState<readonly BulkItem[]>();
  const [finished, setFinished] = useState<number>();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>();
  const controller = useRef<AbortController>(undefined);
  const send = async (item: BulkItem, act: BulkAct, idempotencyKey: string): Promise<Outcome> => {
    const { name, body } = requestFor(item.key.keyId, act);
    try {
      await (name === 'keys.deleteKey'
        ? call(name, body, { idempotencyKey })
        : call(name, body, { idempotencyKey }));
      return { kind: 'done' };
    } catch (error) {
      const { detail, requestId } = toProblem(error);
      return { kind: 'failed', message: detail, ...(requestId === undefined ? {} : { requestId }) };
    }
  };
  const run = async (items: readonly BulkItem[], act: BulkAct) => {
    controller.current = new AbortController();
    setPlan(items);
    setFinished(0);
    const sent = items.filter(({ skip }) => skip === undefined);
    const results = await runBulk({
      items: sent,
      idOf: ({ key }) => key.keyId,
      batchId: crypto.randomUUID(),
      send: (item, idempotencyKey) => send(item, act, idempotencyKey),
      onProgress: setFinished,
      signal: controller.current.signal,
    });
    const bySent = new Map(sent.map((item, index) => [item, results[index]]));
    setOutcomes(items.map((item) => bySent.get(item) ?? { kind: 'notSent' }));
    await invalidate('apis.listKeys', 'apis.countKeys', 'keys.getKey');
  };
  return { plan, finished, outcomes, run, stop: () => controller.current?.abort() };
}
