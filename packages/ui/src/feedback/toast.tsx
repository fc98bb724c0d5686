import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Button, IconButton } from '../button.js';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';

/**
 * At most four messages are shown, and the oldest one leaves for a fifth. A message leaves after
 * its time, but never while the pointer or the focus is on it. Bad news stays until it is closed.
 */
export interface ToastMessage {
  readonly text: string;
  readonly kind?: 'done' | 'failed' | undefined;
  /** Such as "Undo". It closes the message. */
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly durationMs?: number | undefined;
}

interface Shown extends ToastMessage {
  readonly id: number;
}

interface Toasts {
  /** Answers how to take the message away. */
  show(message: ToastMessage): () => void;
}

const SHOWN_MAX = 4;
const DURATION_MS = 5000;
const ToastContext = createContext<Toasts | undefined>(undefined);

export function ToastRegion({ children }: { readonly children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const nextId = useRef(0);
  const close = useCallback((id: number) => {
    setShown((before) => before.filter((one) => one.id !== id));
  }, []);
  const toasts = useMemo<Toasts>(
    () => ({
      show(message) {
        nextId.current += 1;
        const id = nextId.current;
        setShown((before) => [...before, { ...message, id }].slice(-SHOWN_MAX));
        return () => close(id);
      },
    }),
    [close],
  );
  return (
    <ToastContext value={toasts}>
      {children}
      <section
        aria-label="Messages"
        aria-live="polite"
        className="pointer-events-none fixed right-4 bottom-4 left-4 z-[60] flex flex-col items-end gap-2 sm:left-auto"
      >
        {shown.map((one) => (
          <Toast key={one.id} message={one} onClose={close} />
        ))}
      </section>
    </ToastContext>
  );
}

export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === undefined) throw new Error('useToast is used outside of ToastRegion');
  return toasts;
}

function Toast({
  message,
  onClose,
}: {
  readonly message: Shown;
  readonly onClose: (id: number) => void;
}): ReactNode {
  const { id, text, kind = 'done', action, durationMs = DURATION_MS } = message;
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || kind === 'failed') return;
    const timer = setTimeout(() => onClose(id), durationMs);
    return () => clearTimeout(timer);
  }, [held, kind, id, durationMs, onClose]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while it is being read.
    <div
      className="pointer-events-auto flex w-full max-w-96 items-center gap-2 rounded-control bg-raised py-1.5 pr-1.5 pl-3 text-sm shadow-float sm:w-auto sm:min-w-72"
      onBlur={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
    >
      <Icon
        className={cx('shrink-0', kind === 'done' ? 'text-good' : 'text-danger')}
        name={kind === 'done' ? 'check' : 'warning'}
      />
      <span className="min-w-0 flex-1 break-words">{text}</span>
      {action && (
        <Button
          kind="quiet"
          onClick={() => {
            action.onPress();
            onClose(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon="close" label="Close the message" onClick={() => onClose(id)} />
    </div>
  );
}
