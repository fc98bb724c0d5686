import {
  Button,
  Dialog,
  Form,
  FormError,
  NumberField,
  Skeleton,
  TextField,
  useToast,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { parseDuration, printDuration } from '../../../lib/duration.js';
import { useChange, useRead } from '../../../rpc/hooks.js';
import { LIMIT_WORDS } from '../../../strings/limits.js';
import { useNamespaceOfPage } from '../use-namespace.js';
import type { Override } from './override.js';

const WORDS = LIMIT_WORDS.form;
const FORM = 'override';
const WINDOW_MIN_MS = 1000;

interface OverrideDialogProps {
  /** `undefined`: the person writes it. */
  readonly identifier: string | undefined;
  readonly onClose: () => void;
}

/** Begins with the numbers that count for the identifier so far, if an override says any. */
export function OverrideDialog({ identifier, onClose }: OverrideDialogProps): ReactNode {
  const { id } = useNamespaceOfPage();
  const isNew = identifier === undefined;
  const body = { namespace: id, identifier: identifier ?? '' };
  const found = useRead('ratelimit.getOverride', body, { enabled: !isNew });
  const isReady = isNew || found.data !== undefined || found.problem !== undefined;
  if (!isReady) {
    return (
      <Dialog onClose={onClose} open title={WORDS.editTitle} width="narrow">
        <Skeleton lines={5} />
      </Dialog>
    );
  }
  return <OverrideForm before={found.data} identifier={identifier} onClose={onClose} />;
}

interface OverrideFormProps extends OverrideDialogProps {
  /** The override that counts so far. It may be a pattern. */
  readonly before: Override | undefined;
}

function OverrideForm({ identifier, before, onClose }: OverrideFormProps): ReactNode {
  const { id } = useNamespaceOfPage();
  const toast = useToast();
  const [name, setName] = useState(identifier ?? '');
  const [limit, setLimit] = useState(before?.limit);
  const [window, setWindow] = useState(printDuration(before?.duration ?? 60_000));
  const [isTried, setTried] = useState(false);
  const isKnown = identifier !== undefined && before?.identifier === identifier;
  const durationMs = parseDuration(window);
  const save = useChange('ratelimit.setOverride', {
    invalidates: ['ratelimit.listOverrides', 'ratelimit.getOverride'],
    onDone: () => {
      toast.show({ text: WORDS.done(name) });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (limit === undefined || durationMs === undefined || durationMs < WINDOW_MIN_MS) return;
    save.run({ namespace: id, identifier: name, limit, duration: durationMs });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button busy={save.isRunning && WORDS.busy} form={FORM} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={isKnown ? WORDS.editTitle : WORDS.createTitle}
      width="narrow"
    >
      <Form id={FORM} onSubmit={submit} problem={save.problem}>
        <TextField
          autoFocus={identifier === undefined}
          hint={isKnown ? WORDS.known : hintOf(before)}
          label={WORDS.identifier}
          maxLength={512}
          mono
          name="identifier"
          onChange={setName}
          readOnly={isKnown}
          value={name}
        />
        <NumberField
          autoFocus={identifier !== undefined}
          error={isTried && limit === undefined ? WORDS.noLimit : undefined}
          hint={WORDS.limitHint}
          label={WORDS.limit}
          name="limit"
          onChange={setLimit}
          value={limit}
        />
        <TextField
          error={isTried ? faultOf(durationMs) : undefined}
          hint={WORDS.windowHint}
          label={WORDS.window}
          name="duration"
          onChange={setWindow}
          value={window}
        />
        <FormError />
      </Form>
    </Dialog>
  );
}

function hintOf(before: Override | undefined): string {
  return before === undefined ? WORDS.identifierHint : WORDS.fromPattern(before.identifier);
}

function faultOf(durationMs: number | undefined): string | undefined {
  if (durationMs === undefined) return WORDS.windowFault;
  return durationMs < WINDOW_MIN_MS ? WORDS.windowTooShort : undefined;
}
