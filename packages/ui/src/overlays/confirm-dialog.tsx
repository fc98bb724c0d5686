import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../button.js';
import { ProblemNote } from '../feedback/problem-note.js';
import { TextField } from '../fields/text-field.js';
import type { ProblemShown } from '../lib/problem.js';
import { Dialog } from './dialog.js';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The effect, in figures: "37 checks in the last hour used this key." */
  readonly children: ReactNode;
  /** Verb and noun, such as "Delete key". */
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  /** While it is done, such as "Deleting…". */
  readonly busy?: string | false | undefined;
  readonly problem?: ProblemShown | undefined;
  /** What has to be typed before, such as the name of the API. */
  readonly typed?: string | undefined;
  readonly kind?: 'danger' | 'primary' | undefined;
  /** What would do as well and can be taken back, such as a button that disables. */
  readonly alternative?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { open, onClose, title, children, confirmLabel, onConfirm, busy, problem, typed } = props;
  const [text, setText] = useState('');
  useEffect(() => {
    if (open) setText('');
  }, [open]);
  const isTyped = typed === undefined || text === typed;
  return (
    <Dialog
      actions={
        <>
          {props.alternative}
          <span className="flex-1" />
          <Button onClick={onClose}>Cancel</Button>
          <Button
            blocked={isTyped ? undefined : 'Type the text above first.'}
            busy={busy}
            kind={props.kind ?? 'danger'}
            onClick={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={title}
      width="narrow"
    >
      <div className="flex flex-col gap-4 text-sm">
        <div>{children}</div>
        {typed !== undefined && (
          <TextField
            hint={
              <>
                Type <span className="mono text-text">{typed}</span>
              </>
            }
            label="Confirmation"
            mono
            onChange={setText}
            value={text}
          />
        )}
        {problem && <ProblemNote problem={problem} />}
      </div>
    </Dialog>
  );
}
