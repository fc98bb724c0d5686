import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { IconButton } from '../button.js';
import { cx } from '../lib/class-names.js';
import type { DialogProps, DrawerProps } from './dialog-props.js';

const WIDTHS = { narrow: 'sm:max-w-105', usual: 'sm:max-w-140', wide: 'sm:max-w-200' } as const;
const BACKDROP = 'fades fixed inset-0 z-50 bg-backdrop';

/** On a telephone it comes from below. */
export function DialogWindow(props: DialogProps): ReactNode {
  const { open, onClose, title, summary, children, actions, width = 'usual' } = props;
  return (
    <Base.Root onOpenChange={(next) => next || onClose()} open={open}>
      <Base.Portal>
        {/* A dialog over a dialog covers that one too. */}
        <Base.Backdrop className={BACKDROP} forceRender />
        <Base.Popup
          className={cx(
            'floats fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[92dvh] w-full flex-col rounded-t-xl bg-raised shadow-float outline-none sm:top-[8vh] sm:bottom-auto sm:max-h-[84vh] sm:rounded-xl',
            WIDTHS[width],
          )}
        >
          <Head summary={summary} title={title} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {actions && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {actions}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** At the right. On a telephone it comes from below too. */
export function DrawerWindow(props: DrawerProps): ReactNode {
  const { open, onClose, title, summary, children, actions, width = 'usual' } = props;
  return (
    <Base.Root onOpenChange={(next) => next || onClose()} open={open}>
      <Base.Portal>
        {/* A dialog over a dialog covers that one too. */}
        <Base.Backdrop className={BACKDROP} forceRender />
        <Base.Popup
          className={cx(
            'slides fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] flex-col rounded-t-xl bg-raised shadow-float outline-none sm:inset-x-auto sm:top-0 sm:right-0 sm:max-h-none sm:w-full sm:rounded-none',
            width === 'wide' ? 'sm:max-w-180' : 'sm:max-w-120',
          )}
        >
          <Head summary={summary} title={title} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {actions && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {actions}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Head({ title, summary }: Pick<DialogProps, 'title' | 'summary'>): ReactNode {
  return (
    <div className="flex items-start justify-between gap-3 border-b border-line py-3 pr-3 pl-5">
      <div className="min-w-0 pt-1">
        <Base.Title className="text-lg break-words">{title}</Base.Title>
        {summary && (
          <Base.Description className="text-sm text-quiet" render={<div />}>
            {summary}
          </Base.Description>
        )}
      </div>
      <Base.Close render={<IconButton icon="close" label="Close" />} />
    </div>
  );
}
