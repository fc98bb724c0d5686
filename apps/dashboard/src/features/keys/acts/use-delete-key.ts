import { useToast } from '@unlatch/ui';
import { delayAct } from '../../../lib/delayed-act.js';
import { useCall, useInvalidate } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';

const WORDS = KEY_ACT_WORDS.remove;
const DELAY_MS = 10_000;
const TIMER = {
  set: (run: () => void, ms: number) => window.setTimeout(run, ms),
  clear: (id: number) => window.clearTimeout(id),
};

/**
 * Deletes a key after ten seconds, in which the reader can take it back. It does not depend on the
 * page that asked for it, which may have been left by then.
 */
export function useDeleteKey() {
  const toast = useToast();
  const call = useCall();
  const invalidate = useInvalidate();
  return ({ keyId, name }: { readonly keyId: string; readonly name: string }) => {
    const act = delayAct(
      async () => {
        window.removeEventListener('beforeunload', onLeave);
        try {
          await call('keys.deleteKey', { keyId }, { idempotencyKey: crypto.randomUUID() });
          toast.show({ text: WORDS.done(name) });
        } catch (error) {
          toast.show({ kind: 'failed', text: WORDS.failed(name, toProblem(error).detail) });
        }
        await invalidate('apis.listKeys', 'apis.countKeys', 'keys.getKey');
      },
      { delayMs: DELAY_MS, timer: TIMER },
    );
    // A closed window would forget an act that the reader has asked for, so the browser asks.
    const onLeave = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      act.runNow();
    };
    window.addEventListener('beforeunload', onLeave);
    toast.show({
      text: WORDS.waiting(name, DELAY_MS / 1000),
      durationMs: DELAY_MS,
      action: {
        label: WORDS.undo,
        onPress: () => {
          if (!act.undo()) return;
          window.removeEventListener('beforeunload', onLeave);
          toast.show({ text: WORDS.undone(name) });
        },
      },
    });
  };
}
