import { Checkbox, cx, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { SETUP, STRENGTH } from '../strings/login.js';
import { strengthOf } from './password-strength.js';

interface NewPasswordFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const COLOURS = ['bg-danger', 'bg-warn', 'bg-good', 'bg-good'] as const;
const STEPS = [1, 2, 3] as const;

/** Says the rule before, shows how good the choice is, and lets it be read. */
export function NewPasswordField(props: NewPasswordFieldProps): ReactNode {
  const { label, name, value, onChange } = props;
  const [isShown, setShown] = useState(false);
  const strength = strengthOf(value);
  return (
    <div className="flex flex-col gap-2">
      <TextField
        autoComplete="new-password"
        hint={SETUP.passwordHint}
        label={label}
        maxLength={256}
        name={name}
        onChange={onChange}
        type={isShown ? 'text' : 'password'}
        value={value}
      />
      <div className="flex items-center justify-between gap-3">
        <Checkbox checked={isShown} label={SETUP.show} onChange={setShown} />
        <span
          aria-live="polite"
          className={cx('flex items-center gap-2 text-xs text-quiet', value === '' && 'invisible')}
        >
          <span aria-hidden="true" className="flex gap-0.5">
            {STEPS.map((step) => (
              <span
                className={cx(
                  'h-1 w-6 rounded-full',
                  step <= strength ? COLOURS[strength] : 'bg-line',
                )}
                key={step}
              />
            ))}
          </span>
          {STRENGTH[strength]}
        </span>
      </div>
    </div>
  );
}
