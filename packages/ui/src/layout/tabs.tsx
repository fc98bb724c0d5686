import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { cx } from '../lib/class-names.js';

export interface Tab<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
}

export interface TabsProps<Value extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What the chosen tab shows. */
  readonly children: ReactNode;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Arrows go from tab to tab. Pages that have addresses of their own are links: `TabLinks`. */
export function Tabs<Value extends string>(props: TabsProps<Value>): ReactNode {
  const { label, tabs, value, onChange, children } = props;
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const index = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <div className="min-w-0">
      <div
        aria-label={label}
        className="mb-4 flex gap-4 overflow-x-auto border-b border-line"
        onKeyDown={move}
        role="tablist"
      >
        {tabs.map((tab) => (
          <button
            aria-controls={`${id}-panel`}
            aria-selected={tab.value === value}
            className={cx(TAB, tab.value === value && CHOSEN)}
            id={`${id}-${tab.value}`}
            key={tab.value}
            onClick={() => onChange(tab.value)}
            role="tab"
            tabIndex={tab.value === value ? 0 : -1}
            type="button"
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div aria-labelledby={`${id}-${value}`} id={`${id}-panel`} role="tabpanel">
        {children}
      </div>
    </div>
  );
}

const TAB =
  'shrink-0 py-2 text-sm text-quiet hover:text-text -outline-offset-2 pointer-coarse:min-h-11';
const CHOSEN = 'font-medium text-text shadow-[inset_0_-2px_0_var(--accent)]';

/** Around links with the class names of `tabLinkClass`. */
export function TabLinks({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <nav aria-label={label} className="flex gap-4 overflow-x-auto border-b border-line">
      {children}
    </nav>
  );
}

export function tabLinkClass(isChosen: boolean): string {
  return cx(TAB, 'no-underline', isChosen && CHOSEN);
}
