import { useToast } from '@unlatch/ui';
import { delayAct } from '../lib/delayed-act.js';
import type { OperationName, RequestOf } from '../rpc/call.js';
import { useCall, useInvalidate } from '../rpc/hooks.js';
import { toProblem } from '../rpc/problem.js';
import { DELETION_WORDS as WORDS } from '../strings/deletion.js';

const DELAY_MS = 10_000;
const TIMER = {
  set: (run: () => void, ms: number) => window.setTimeout(run, ms),
  clear: (id: number) => window.clearTimeout(id),
};

/**
 * Deletes something after ten seconds, in which the reader can take it back. It does not depend on
 * the page that asked for it, which may have been left by then.
 *
 * `what` names the thing in messages, such as "The role editor".
 */
export function useDelayedDelete<Name extends OperationName>(
  operation: Name,
  invalidates: readonly OperationName[],
): (body: RequestOf<Name>, what: string) => void {
  const toast = useToast();
  const call = useCall();
  const invalidate = useInvalidate();
  return (body, what) => {
    const act = delayAct(
      async () => {
        window.removeEventListener('beforeunload', onLeave);
        try {
          await call(operation, body, { idempotencyKey: crypto.randomUUID() });
          toast.show({ text: WORDS.done(what) });
        } catch (error) {
          toast.show({ kind: 'failed', text: WORDS.failed(what, toProblem(error).detail) });
        }
        await invalidate(...invalidates);
      },
      { delayMs: DELAY_MS, timer: TIMER },
    );
    // A closed window would forget an act that the reader has asked for, so the browser asks.
    const onLeave = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      act.runNow();
    };
    window.addEventListener('beforeunload', onLeave);
    const undo = () => {
      if (!act.undo()) return;
      window.removeEventListener('beforeunload', onLeave);
      toast.show({ text: WORDS.undone(what) });
    };
    toast.show({
      text: WORDS.waiting(what, DELAY_MS / 1000),
      durationMs: DELAY_MS,
      action: { label: WORDS.undo, onPress: undo },
    });
  };
}
