import { TextArea } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { readJsonObject } from '../../lib/json-object.js';
import { IDENTITY_WORDS } from '../../strings/identities.js';

const WORDS = IDENTITY_WORDS.meta;

interface MetaFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Only after an attempt to save: half an object is not wrong yet. */
  readonly showsFault: boolean;
  readonly rows?: number;
}

export function MetaField({ value, onChange, showsFault, rows = 5 }: MetaFieldProps): ReactNode {
  const isWrong = showsFault && readJsonObject(value) === undefined;
  return (
    <TextArea
      error={isWrong ? WORDS.fault : undefined}
      hint={WORDS.hint}
      label={WORDS.label}
      mono
      name="meta"
      onChange={onChange}
      optional
      placeholder={WORDS.placeholder}
      rows={rows}
      value={value}
    />
  );
}
