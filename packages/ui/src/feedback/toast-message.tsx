import { type ReactNode, useEffect, useState } from 'react';
import { Button, IconButton } from '../button.js';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';

const DURATION_MS = 5000;

export interface ToastMessage {
  readonly text: string;
  readonly kind?: 'done' | 'failed' | undefined;
  /** Such as "Undo". It closes the message. */
  readonly action?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly durationMs?: number | undefined;
}

export interface ShownToast extends ToastMessage {
  readonly id: number;
}

export function Toast({
  message,
  onClose,
}: {
  readonly message: ShownToast;
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
