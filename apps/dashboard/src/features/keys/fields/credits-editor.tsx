import { NumberField, Select, Switch, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { KEY_WORDS } from '../../../strings/key-pages.js';
import { type CreditFaults, type CreditForm, nextRefillOf } from './credit-form.js';

const WORDS = KEY_WORDS.credits;

export interface CreditsEditorProps {
  readonly form: CreditForm;
  readonly onChange: (form: CreditForm) => void;
  readonly faults: CreditFaults;
}

export function CreditsEditor({ form, onChange, faults }: CreditsEditorProps): ReactNode {
  const set = (fields: Partial<CreditForm>) => onChange({ ...form, ...fields });
  return (
    <div className="flex flex-col gap-3">
      <Switch
        checked={form.isLimited}
        label={WORDS.limited}
        name="credits"
        onChange={(isLimited) => set({ isLimited })}
      />
      {form.isLimited && (
        <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
          <NumberField
            error={faults.remaining && WORDS.faults[faults.remaining]}
            label={WORDS.remaining}
            name="credits.remaining"
            onChange={(remaining) => set({ remaining })}
            value={form.remaining}
          />
          <Select
            choices={INTERVALS}
            label={WORDS.interval}
            name="credits.refill.interval"
            onChange={(interval) => set({ interval })}
            value={form.interval}
          />
          {form.interval !== 'none' && (
            <NumberField
              error={faults.amount && WORDS.faults[faults.amount]}
              label={WORDS.amount}
              min={1}
              name="credits.refill.amount"
              onChange={(amount) => set({ amount })}
              value={form.amount}
            />
          )}
          {form.interval === 'monthly' && (
            <NumberField
              error={faults.refillDay && WORDS.faults[faults.refillDay]}
              hint={(form.refillDay ?? 0) > 28 ? WORDS.refillDayHint : undefined}
              label={WORDS.refillDay}
              max={31}
              min={1}
              name="credits.refill.refillDay"
              onChange={(refillDay) => set({ refillDay })}
              value={form.refillDay}
            />
          )}
        </div>
      )}
      {form.isLimited && form.interval !== 'none' && faults.refillDay === undefined && (
        <NextRefill interval={form.interval} refillDay={form.refillDay} />
      )}
    </div>
  );
}

/** In UTC, where it happens, and in the time of the reader. */
function NextRefill(refill: {
  readonly interval: 'daily' | 'monthly';
  readonly refillDay: number | undefined;
}): ReactNode {
  const next = nextRefillOf(refill, Date.now());
  return (
    <div className="text-xs text-quiet">
      {WORDS.next}: <Time format="absolute" value={next} zone="UTC" /> (
      <Time format="absolute" value={next} zone="local" />, <Time value={next} />)
    </div>
  );
}

const INTERVALS = (['none', 'daily', 'monthly'] as const).map((value) => ({
  value,
  label: WORDS.intervals[value],
}));
