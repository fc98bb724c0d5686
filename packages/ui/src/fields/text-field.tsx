import type { HTMLInputAutoCompleteAttribute, ReactNode, Ref } from 'react';
import { cx } from '../lib/class-names.js';
import { CONTROL, Field, type FieldProps } from './field.js';

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly maxLength?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  /** For ids, keys and codes. */
  readonly mono?: boolean | undefined;
}

export interface TextFieldProps extends TextProps {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'datetime-local' | 'date' | undefined;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'email' | 'url' | undefined;
  /** Beside the input, such as a unit or a button. */
  readonly after?: ReactNode;
  readonly ref?: Ref<HTMLInputElement> | undefined;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { value, onChange, after, mono, type = 'text', autoComplete = 'off', ref } = props;
  return (
    <Field {...props}>
      {(ids) => (
        <div className="flex items-center gap-2">
          <input
            {...ids}
            autoComplete={autoComplete}
            // biome-ignore lint/a11y/noAutofocus: the first field of a form that was asked for.
            autoFocus={props.autoFocus}
            className={cx(CONTROL, 'h-control', mono && 'mono')}
            disabled={props.disabled}
            inputMode={props.inputMode}
            maxLength={props.maxLength}
            name={props.name}
            onChange={(event) => onChange(event.target.value)}
            placeholder={props.placeholder}
            readOnly={props.readOnly}
            ref={ref}
            required={props.required}
            spellCheck={mono ? false : undefined}
            type={type}
            value={value}
          />
          {after}
        </div>
      )}
    </Field>
  );
}

export interface TextAreaProps extends TextProps {
  readonly rows?: number | undefined;
}

export function TextArea(props: TextAreaProps): ReactNode {
  const { value, onChange, mono, rows = 4 } = props;
  return (
    <Field {...props}>
      {(ids) => (
        <textarea
          {...ids}
          className={cx(CONTROL, 'min-h-control resize-y py-1.5', mono && 'mono')}
          disabled={props.disabled}
          maxLength={props.maxLength}
          name={props.name}
          onChange={(event) => onChange(event.target.value)}
          placeholder={props.placeholder}
          readOnly={props.readOnly}
          required={props.required}
          rows={rows}
          spellCheck={mono ? false : undefined}
          value={value}
        />
      )}
    </Field>
  );
}
