import { type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from '../button.js';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';
import { CONTROL } from './field.js';

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called once the typing has paused, and at Enter. */
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  /** The key `/` goes to it. A page has one such field. */
  readonly takesSlash?: boolean | undefined;
  readonly className?: string | undefined;
}

const PAUSE_MS = 200;

export function SearchField(props: SearchFieldProps): ReactNode {
  const { label, value, onChange, placeholder, takesSlash = true } = props;
  const [typed, setTyped] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address may change without typing: a link, or the button "back".
  useEffect(() => setTyped(value), [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (text: string) => {
    clearTimeout(timer.current);
    if (text !== value) onChange(text);
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => send(text), PAUSE_MS);
  };
  const clear = () => {
    setTyped('');
    send('');
    input.current?.focus();
  };
  return (
    <div className={cx('relative min-w-0 flex-1 max-sm:basis-full sm:max-w-80', props.className)}>
      <Icon
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet"
        name="search"
      />
      <input
        aria-label={label}
        autoComplete="off"
        className={cx(CONTROL, 'h-control pr-9 pl-8')}
        data-slash={takesSlash ? '' : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(typed);
          if (event.key === 'Escape' && typed !== '') clear();
        }}
        placeholder={placeholder ?? label}
        ref={input}
        spellCheck={false}
        type="text"
        value={typed}
      />
      {typed !== '' && (
        <IconButton
          className="absolute top-0 right-0"
          icon="close"
          label="Clear the search"
          onClick={clear}
        />
      )}
    </div>
  );
}
