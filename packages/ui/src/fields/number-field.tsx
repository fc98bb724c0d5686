import { type ReactNode, useState } from 'react';
import { cx } from '../lib/class-names.js';
import { CONTROL, Field, type FieldProps } from './field.js';

export interface NumberFieldProps extends FieldProps {
  /** `undefined`: the field is empty. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** After the number, such as `ms`. */
  readonly unit?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/**
 * Whole numbers. It is a text input: those for numbers change with the wheel of a mouse, and take
 * `1e5`. Separators of thousands may be pasted.
 */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { value, onChange, min = 0, max = Number.MAX_SAFE_INTEGER, unit } = props;
  const [typed, setTyped] = useState<string>();
  const error = props.error ?? faultOf(typed ?? '', { min, max });
  const change = (text: string) => {
    setTyped(text);
    onChange(readWhole(text));
  };
  return (
    <Field {...props} error={error}>
      {(ids) => (
        <div className="flex items-center gap-2">
          <input
            {...ids}
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: the first field of a form that was asked for.
            autoFocus={props.autoFocus}
            className={cx(CONTROL, 'tabular h-control')}
            disabled={props.disabled}
            inputMode="numeric"
            name={props.name}
            onBlur={() =>
              setTyped((text) => (readWhole(text ?? '') === undefined ? text : undefined))
            }
            onChange={(event) => change(event.target.value)}
            placeholder={props.placeholder}
            value={typed ?? value?.toString() ?? ''}
          />
          {unit && <span className="shrink-0 text-sm text-quiet">{unit}</span>}
        </div>
      )}
    </Field>
  );
}

function readWhole(text: string): number | undefined {
  const digits = text.replaceAll(/[\s,._']/g, '');
  return /^-?\d{1,16}$/.test(digits) ? Number(digits) : undefined;
}

function faultOf(text: string, { min, max }: { min: number; max: number }): string | undefined {
  if (text.trim() === '') return undefined;
  const value = readWhole(text);
  if (value === undefined) return 'This is no whole number.';
  if (value < min) return `The least is ${min.toLocaleString('en')}.`;
  return value > max ? `The most is ${max.toLocaleString('en')}.` : undefined;
}
