import { TextArea } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { KEY_WORDS } from '../../../strings/key-pages.js';
import { isMetaAnObject } from '../create/form.js';

const WORDS = KEY_WORDS.fields;

export interface MetaFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Wrong only once the braces are closed: half an object is being typed. */
export function MetaField({ value, onChange }: MetaFieldProps): ReactNode {
  const isWhole = value.trim() === '' || value.trim().endsWith('}') || !value.includes('{');
  return (
    <TextArea
      error={isWhole && !isMetaAnObject(value) ? WORDS.metaFault : undefined}
      hint={WORDS.metaHint}
      label={WORDS.meta}
      mono
      name="meta"
      onChange={onChange}
      placeholder='{"plan": "pro"}'
      rows={4}
      value={value}
    />
  );
}
