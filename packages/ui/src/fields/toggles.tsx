import { type ReactNode, useId } from 'react';
import { cx } from '../lib/class-names.js';
import { FieldError, useFieldError } from './field.js';
import type { Choice } from './select.js';

interface ToggleProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hint?: ReactNode;
  readonly name?: string | undefined;
  readonly error?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export interface CheckboxProps extends ToggleProps {
  /** Some of what it stands for is chosen. */
  readonly indeterminate?: boolean | undefined;
  readonly hideLabel?: boolean | undefined;
}

const BOX = 'size-4 shrink-0 accent-accent disabled:opacity-60';

export function Checkbox(props: CheckboxProps): ReactNode {
  const { indeterminate = false, hideLabel } = props;
  return (
    <Toggle {...props} labelClass={hideLabel ? 'sr-only' : undefined}>
      {(ids) => (
        <input
          {...ids}
          checked={props.checked}
          className={BOX}
          disabled={props.disabled}
          name={props.name}
          onChange={(event) => props.onChange(event.target.checked)}
          ref={(input) => {
            if (input !== null) input.indeterminate = indeterminate;
          }}
          type="checkbox"
        />
      )}
    </Toggle>
  );
}

/** For what takes effect at once. */
export function Switch(props: ToggleProps): ReactNode {
  return (
    <Toggle {...props}>
      {(ids) => (
        <input
          {...ids}
          checked={props.checked}
          className="relative h-5 w-9 shrink-0 appearance-none rounded-full border border-control-line bg-sunken transition-colors duration-(--motion) before:absolute before:top-1/2 before:left-0.5 before:size-3.5 before:-translate-y-1/2 before:rounded-full before:bg-control-line before:transition-transform before:duration-(--motion) checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:opacity-60"
          disabled={props.disabled}
          name={props.name}
          onChange={(event) => props.onChange(event.target.checked)}
          aria-checked={props.checked}
          role="switch"
          type="checkbox"
        />
      )}
    </Toggle>
  );
}

interface ToggleIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
}

function Toggle({
  label,
  hint,
  name,
  error,
  labelClass,
  children,
}: ToggleProps & {
  readonly labelClass?: string | undefined;
  readonly children: (ids: ToggleIds) => ReactNode;
}): ReactNode {
  const id = useId();
  const message = useFieldError(name, error);
  const described = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <div className="flex min-h-6 items-center gap-2">
        {children({ id, 'aria-describedby': described || undefined })}
        <label className={cx('text-sm', labelClass)} htmlFor={id}>
          {label}
        </label>
      </div>
      {hint && (
        <div className="text-xs text-quiet" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={`${id}-error`} message={message} />
    </div>
  );
}

export interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly (Choice<Value> & { readonly hint?: ReactNode })[];
  readonly hideLabel?: boolean | undefined;
  readonly name?: string | undefined;
  readonly error?: string | undefined;
}

export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>): ReactNode {
  const group = useId();
  const message = useFieldError(props.name, props.error);
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className={cx('mb-1 text-sm font-medium', props.hideLabel && 'sr-only')}>
        {props.label}
      </legend>
      {props.choices.map(({ value, label, hint, disabled }) => (
        <label className="flex min-h-6 items-start gap-2 text-sm" key={value}>
          <input
            checked={props.value === value}
            className={cx(BOX, 'mt-0.5')}
            disabled={disabled}
            name={group}
            onChange={() => props.onChange(value)}
            type="radio"
          />
          <span className="min-w-0">
            {label}
            {hint && <span className="block text-xs text-quiet">{hint}</span>}
          </span>
        </label>
      ))}
      <FieldError id={`${group}-error`} message={message} />
    </fieldset>
  );
}
