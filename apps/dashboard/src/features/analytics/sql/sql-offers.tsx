import { cx } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { SQL_WORDS as WORDS } from '../../../strings/analytics.js';
import type { Completion, Suggestion } from './complete.js';

export interface Offer extends Completion {
  readonly chosen: number;
}

export interface Place {
  readonly left: number;
  readonly top: number;
}

/** The list below the caret. The focus stays in the text, which handles the keys. */
export function Offers({
  id,
  offer,
  place,
  onAccept,
}: {
  readonly id: string;
  readonly offer: Offer;
  readonly place: Place;
  readonly onAccept: (suggestion: Suggestion) => void;
}): ReactNode {
  return (
    <div
      aria-label={WORDS.suggestions}
      className="absolute z-30 max-w-full min-w-56 max-sm:left-0! rounded-control bg-raised p-1 shadow-float"
      id={id}
      role="listbox"
      style={place}
    >
      {offer.suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the text.
        <div
          aria-selected={index === offer.chosen}
          className={cx(
            'flex min-h-7 cursor-default items-center justify-between gap-4 rounded px-2 text-sm',
            index === offer.chosen && 'bg-hover',
          )}
          id={`${id}-${index}`}
          key={suggestion.kind + suggestion.text}
          onClick={() => onAccept(suggestion)}
          onMouseDown={(event) => event.preventDefault()}
          role="option"
        >
          <span className="mono truncate">{suggestion.text}</span>
          <span className="shrink-0 text-xs text-quiet">{suggestion.note ?? suggestion.kind}</span>
        </div>
      ))}
    </div>
  );
}
