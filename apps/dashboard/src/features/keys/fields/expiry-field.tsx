import { Select, TextField, useTimeZone } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { fromDateInput, toDateInput } from '../../../lib/date-input.js';
import { KEY_WORDS } from '../../../strings/key-pages.js';

const WORDS = KEY_WORDS.expiry;
const DAY_MS = 86_400_000;
const DAYS = ['1', '7', '30', '90', '365'] as const;

type Choice = 'never' | 'custom' | (typeof DAYS)[number];

export interface ExpiryFieldProps {
  /** `null`: never. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

export function ExpiryField({ value, onChange }: ExpiryFieldProps): ReactNode {
  const zone = useTimeZone();
  const [choice, setChoice] = useState<Choice>(value === null ? 'never' : 'custom');
  const [typed, setTyped] = useState<string>();
  const choose = (chosen: Choice) => {
    setChoice(chosen);
    setTyped(undefined);
    if (chosen === 'never') onChange(null);
    else if (chosen === 'custom') onChange(value ?? Date.now() + DAY_MS);
    else onChange(Date.now() + Number(chosen) * DAY_MS);
  };
  const type = (text: string) => {
    setTyped(text);
    const ms = fromDateInput(text, zone);
    if (ms !== undefined) onChange(ms);
  };
  return (
    <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2">
      <Select
        choices={CHOICES}
        label={KEY_WORDS.fields.expires}
        name={choice === 'custom' ? undefined : 'expires'}
        onChange={choose}
        value={value === null ? 'never' : choice}
      />
      {value !== null && (
        <TextField
          hint={KEY_WORDS.fields.expiresAtHint(zone)}
          label={KEY_WORDS.fields.expiresAt}
          name="expires"
          onChange={type}
          readOnly={choice !== 'custom'}
          type="datetime-local"
          value={typed ?? toDateInput(value, zone)}
        />
      )}
    </div>
  );
}

const CHOICES: readonly { value: Choice; label: string }[] = [
  { value: 'never', label: WORDS.never },
  ...DAYS.map((value) => ({ value, label: WORDS.days(Number(value)) })),
  { value: 'custom', label: WORDS.custom },
];
