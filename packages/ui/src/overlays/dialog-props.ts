import type { ReactNode } from 'react';

export interface DialogProps {
  readonly open: boolean;
  /** Called when the person asks to close it: by Escape, a press outside, or the button. */
  readonly onClose: () => void;
  readonly title: string;
  readonly summary?: ReactNode;
  readonly children: ReactNode;
  /** The buttons, the main one last. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'usual' | 'wide' | undefined;
}

export interface DrawerProps extends Omit<DialogProps, 'width'> {
  readonly width?: 'usual' | 'wide' | undefined;
}
