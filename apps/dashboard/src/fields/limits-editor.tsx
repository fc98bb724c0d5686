import { Button, Checkbox, IconButton, NumberField, TextField } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LIMIT_FIELD_WORDS as WORDS } from '../strings/limit-fields.js';
import {
  faultsOfLimit,
  LIMITS_MAX,
  type LimitFault,
  type LimitRow,
  newLimitRow,
} from './limit-rows.js';

export interface LimitsEditorProps {
  readonly rows: readonly LimitRow[];
  readonly onChange: (rows: readonly LimitRow[]) => void;
  /** Only after an attempt to save: a row that was just added is not wrong yet. */
  readonly showsFaults: boolean;
}

export function LimitsEditor({ rows, onChange, showsFaults }: LimitsEditorProps): ReactNode {
  const replace = (changed: LimitRow) =>
    onChange(rows.map((row) => (row.row === changed.row ? changed : row)));
  return (
    <div className="flex flex-col gap-3">
      {rows.length === 0 && <div className="text-sm text-quiet">{WORDS.none}</div>}
      {rows.map((row, index) => (
        <LimitFields
          faults={showsFaults ? faultsOfLimit(row, rows) : {}}
          index={index}
          key={row.row}
          onChange={replace}
          onRemove={() => onChange(rows.filter((other) => other.row !== row.row))}
          row={row}
        />
      ))}
      {rows.length < LIMITS_MAX && (
        <div>
          <Button icon="plus" onClick={() => onChange([...rows, newLimitRow(rows)])}>
            {WORDS.add}
          </Button>
        </div>
      )}
    </div>
  );
}

interface LimitFieldsProps {
  readonly row: LimitRow;
  /** Errors of the service name a limit by its place. */
  readonly index: number;
  readonly faults: ReturnType<typeof faultsOfLimit>;
  readonly onChange: (row: LimitRow) => void;
  readonly onRemove: () => void;
}

function LimitFields({ row, index, faults, onChange, onRemove }: LimitFieldsProps): ReactNode {
  const place = `ratelimits[${index}]`;
  return (
    <div className="grid grid-cols-2 items-start gap-2 border-b border-line pb-3 last:border-0 sm:grid-cols-[2fr_1fr_1fr_auto_auto] sm:border-0 sm:pb-0">
      <TextField
        className="col-span-2 sm:col-span-1"
        error={wordOf(faults.name)}
        label={WORDS.name}
        name={`${place}.name`}
        onChange={(name) => onChange({ ...row, name })}
        placeholder="requests"
        value={row.name}
      />
      <NumberField
        error={wordOf(faults.limit)}
        label={WORDS.limit}
        min={1}
        name={`${place}.limit`}
        onChange={(limit) => onChange({ ...row, limit })}
        value={row.limit}
      />
      <TextField
        error={wordOf(faults.duration)}
        label={WORDS.duration}
        name={`${place}.duration`}
        onChange={(duration) => onChange({ ...row, duration })}
        value={row.duration}
      />
      <div className="flex min-h-control items-center sm:pt-6" title={WORDS.autoApplyHint}>
        <Checkbox
          checked={row.autoApply}
          label={WORDS.autoApply}
          onChange={(autoApply) => onChange({ ...row, autoApply })}
        />
      </div>
      <div className="flex justify-end sm:pt-6">
        <IconButton icon="trash" label={WORDS.remove(row.name)} onClick={onRemove} />
      </div>
    </div>
  );
}

function wordOf(fault: LimitFault | undefined): string | undefined {
  return fault && WORDS.faults[fault];
}
