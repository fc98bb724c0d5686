import { Button, Dialog, formatCount, TextField } from '@unlatch/ui';
import { downloadText } from '@unlatch/ui/charts';
import { type ReactNode, useState } from 'react';
import { printCsv } from '../../../lib/csv.js';
import type { Key } from '../../../rpc/answers.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';
import { useRecentChecks } from '../acts/use-recent-checks.js';
import { ExpiryField } from '../fields/expiry-field.js';
import { nameOf } from '../name-of.js';
import { BulkTable } from './bulk-table.js';
import { type BulkAct, type BulkItem, planBulk } from './plan.js';
import type { Outcome } from './run.js';
import { useBulk } from './use-bulk.js';

const WORDS = KEY_LIST_WORDS.bulk;

export interface BulkDialogProps {
  readonly kind: BulkAct['kind'];
  readonly keys: readonly Key[];
  readonly onClose: (isDone: boolean) => void;
}

/** First what would change, then the button, then what became of each key. */
export function BulkDialog({ kind, keys, onClose }: BulkDialogProps): ReactNode {
  const [value, setValue] = useState<ActValue>({ expires: null, owner: '' });
  const [nowMs] = useState(() => Date.now());
  const bulk = useBulk();
  const act = actOf(kind, value);
  const plan = bulk.plan ?? planBulk(keys, act, nowMs);
  const changes = plan.filter(({ skip }) => skip === undefined).length;
  const checks = useRecentChecks(
    keys.map(({ keyId }) => keyId),
    kind !== 'enable',
  );
  const isOver = bulk.outcomes !== undefined;
  const close = () => {
    bulk.stop();
    onClose(isOver);
  };
  return (
    <Dialog
      actions={
        <BulkButtons
          {...bulk}
          changes={changes}
          isDanger={kind === 'delete'}
          onApply={() => void bulk.run(plan, act)}
          onClose={close}
          onSave={() => saveResult(plan, bulk.outcomes ?? [])}
        />
      }
      onClose={close}
      open
      summary={
        isOver
          ? sentenceOf(bulk.outcomes)
          : WORDS.plan(formatCount(changes), formatCount(keys.length))
      }
      title={WORDS.titles[kind]}
      width="wide"
    >
      <div className="flex flex-col gap-4">
        {!isOver && <ActFields kind={kind} onChange={setValue} value={value} />}
        {!isOver && checks !== undefined && checks > 0 && (
          <p className="text-sm font-medium">{WORDS.used(formatCount(checks))}</p>
        )}
        {!isOver && kind === 'delete' && <p className="text-sm">{WORDS.final}</p>}
        <BulkTable outcomes={bulk.outcomes} plan={plan} />
      </div>
    </Dialog>
  );
}

interface ActValue {
  readonly expires: number | null;
  readonly owner: string;
}

function actOf(kind: BulkAct['kind'], { expires, owner }: ActValue): BulkAct {
  if (kind === 'expire') return { kind, expires };
  return kind === 'own' ? { kind, externalId: owner.trim() || null } : { kind };
}

interface ActFieldsProps {
  readonly kind: BulkAct['kind'];
  readonly value: ActValue;
  readonly onChange: (value: ActValue) => void;
}

function ActFields({ kind, value, onChange }: ActFieldsProps): ReactNode {
  if (kind === 'expire') {
    return (
      <ExpiryField onChange={(expires) => onChange({ ...value, expires })} value={value.expires} />
    );
  }
  if (kind !== 'own') return null;
  return (
    <TextField
      hint={WORDS.ownHint}
      label={KEY_WORDS.fields.owner}
      onChange={(owner) => onChange({ ...value, owner })}
      value={value.owner}
    />
  );
}

interface BulkButtonsProps {
  readonly changes: number;
  readonly isDanger: boolean;
  readonly finished: number | undefined;
  readonly outcomes: readonly Outcome[] | undefined;
  readonly stop: () => void;
  readonly onApply: () => void;
  readonly onClose: () => void;
  readonly onSave: () => void;
}

function BulkButtons(props: BulkButtonsProps): ReactNode {
  const { changes, isDanger, finished, outcomes, stop, onApply, onClose, onSave } = props;
  if (outcomes !== undefined) {
    return (
      <>
        <Button icon="download" onClick={onSave}>
          {WORDS.save}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {WORDS.close}
        </Button>
      </>
    );
  }
  if (finished !== undefined) {
    return (
      <>
        <span aria-live="polite" className="tabular self-center text-sm text-quiet">
          {WORDS.busy(formatCount(finished), formatCount(changes))}
        </span>
        <Button onClick={stop}>{WORDS.stop}</Button>
      </>
    );
  }
  return (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button
        blocked={changes === 0 ? WORDS.nothing : undefined}
        kind={isDanger ? 'danger' : 'primary'}
        onClick={onApply}
      >
        {WORDS.apply(formatCount(changes))}
      </Button>
    </>
  );
}

function sentenceOf(outcomes: readonly Outcome[] = []): string {
  const count = (kind: Outcome['kind']) =>
    formatCount(outcomes.filter((outcome) => outcome.kind === kind).length);
  return WORDS.finished(count('done'), count('failed'));
}

function saveResult(plan: readonly BulkItem[], outcomes: readonly Outcome[]): void {
  const rows = plan.map(({ key, before, after, skip }, index) => {
    const outcome = outcomes[index];
    const failure = outcome?.kind === 'failed' ? outcome : undefined;
    const result = skip ?? outcome?.kind ?? 'notSent';
    return [key.keyId, nameOf(key), before, after, result, failure?.message, failure?.requestId];
  });
  const names = ['keyId', 'name', 'before', 'after', 'result', 'problem', 'requestId'];
  downloadText('keys-result.csv', 'text/csv', printCsv([names, ...rows]));
}
