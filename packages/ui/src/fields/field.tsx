import { type ReactNode, useEffect, useId } from 'react';
import { cx } from '../lib/class-names.js';
import { useFormState } from './form.js';
import { violationOf } from './violations.js';

/** What every field has: a label that is always in view, a hint, and what is wrong. */
export interface FieldProps {
  readonly label: string;
  /** As in the body of the request, such as `credits.remaining`: errors of the service find it. */
  readonly name?: string | undefined;
  readonly hint?: ReactNode;
  /** What the page itself found wrong. It goes before what the service says. */
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  /** The label is read to those who do not see, and not shown. */
  readonly hideLabel?: boolean | undefined;
  readonly className?: string | undefined;
}

export interface ControlIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export const CONTROL =
  'w-full min-w-0 rounded-control border border-control-line bg-surface px-2.5 text-base text-text placeholder:text-quiet disabled:opacity-60 aria-invalid:border-danger [&[readonly]]:bg-sunken';

export function Field({
  label,
  name,
  hint,
  error,
  optional,
  hideLabel,
  className,
  children,
}: FieldProps & { readonly children: (ids: ControlIds) => ReactNode }): ReactNode {
  const id = useId();
  const message = useFieldError(name, error);
  const described = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ');
  const ids: ControlIds = {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': message === undefined ? undefined : true,
  };
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <label className={cx('text-sm font-medium', hideLabel && 'sr-only')} htmlFor={id}>
        {label}
        {optional && <span className="font-normal text-quiet"> (optional)</span>}
      </label>
      {children(ids)}
      {hint && (
        <div className="text-xs text-quiet" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={`${id}-error`} message={message} />
    </div>
  );
}

export function FieldError({
  id,
  message,
}: {
  readonly id: string;
  readonly message: string | undefined;
}): ReactNode {
  if (message === undefined) return null;
  return (
    <div className="text-xs text-danger" id={id} role="alert">
      {message}
    </div>
  );
}

export function useFieldError(name: string | undefined, own: string | undefined) {
  const state = useFormState();
  const register = state?.register;
  useEffect(() => {
    return name === undefined ? undefined : register?.(name);
  }, [name]);
  return own ?? violationOf(state?.violations ?? [], name);
}
