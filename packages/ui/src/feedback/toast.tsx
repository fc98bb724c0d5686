import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ShownToast, ToastMessage } from './toast-message.js';

/**
 * At most four messages are shown, and the oldest one leaves for a fifth. A message leaves after
 * its time, but never while the pointer or the focus is on it. Bad news stays until it is closed.
 */
interface Toasts {
  /** Answers how to take the message away. */
  show(message: ToastMessage): () => void;
}

const SHOWN_MAX = 4;
const Toast = lazy(async () => {
  const { Toast: component } = await import('./toast-message.js');
  return { default: component };
});

const ToastContext = createContext<Toasts | undefined>(undefined);

export function ToastRegion({ children }: { readonly children: ReactNode }): ReactNode {
  const [shown, setShown] = useState<readonly ShownToast[]>([]);
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
        {shown.length > 0 && (
          <Suspense>
            {shown.map((one) => (
              <Toast key={one.id} message={one} onClose={close} />
            ))}
          </Suspense>
        )}
      </section>
    </ToastContext>
  );
}

export function useToast(): Toasts {
  const toasts = useContext(ToastContext);
  if (toasts === undefined) throw new Error('useToast is used outside of ToastRegion');
  return toasts;
}
