import type { ReactNode } from 'react';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';
import { CONTROL, Field, type FieldProps } from './field.js';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly Choice<Value>[];
  readonly disabled?: boolean | undefined;
}

/** The browser's own list: it works with every keyboard, screen reader and telephone. */
export function Select<Value extends string>(props: SelectProps<Value>): ReactNode {
  const { value, onChange, choices } = props;
  const choose = (chosen: string) => {
    const choice = choices.find((one) => one.value === chosen);
    if (choice !== undefined) onChange(choice.value);
  };
  return (
    <Field {...props}>
      {(ids) => (
        <div className="relative">
          <select
            {...ids}
            // A list counts as read-only in CSS, and must not look like it.
            className={cx(CONTROL, 'h-control appearance-none pr-8 read-only:bg-surface')}
            disabled={props.disabled}
            name={props.name}
            onChange={(event) => choose(event.target.value)}
            value={value}
          >
            {choices.map((choice) => (
              <option disabled={choice.disabled} key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Icon
            className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-quiet"
            name="chevronDown"
          />
        </div>
      )}
    </Field>
  );
}
