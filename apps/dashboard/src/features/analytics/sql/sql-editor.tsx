import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { SQL_WORDS as WORDS } from '../../../strings/analytics.js';
import { complete, type SqlSchema, type Suggestion } from './complete.js';
import { type Offer, Offers, type Place } from './sql-offers.js';

interface SqlEditorProps {
  readonly value: string;
  readonly onChange: (query: string) => void;
  readonly onRun: () => void;
  readonly schema: SqlSchema;
}

/** As in the class names of the text: the list of suggestions stands below the caret. */
const LINE_PX = 20;
const CHARACTER_PX = 7.8;
const PADDING_PX = 12;
/** The longest name of a table, with what it is. */
const LIST_PX_MAX = 340;

/**
 * A plain text field with a list of suggestions. An editor with colours costs more script than all
 * other pages together, and would bring styles that the policy of the pages forbids.
 */
export function SqlEditor({ value, onChange, onRun, schema }: SqlEditorProps): ReactNode {
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [offer, setOffer] = useState<Offer>();
  const suggest = (text: string, caret: number, isAsked: boolean) => {
    const completion = complete(text, caret, { schema, isAsked });
    setOffer(completion.suggestions.length === 0 ? undefined : { ...completion, chosen: 0 });
  };
  const accept = ({ text: word }: Suggestion, { from, to }: Offer) => {
    onChange(value.slice(0, from) + word + value.slice(to));
    setOffer(undefined);
    const caret = from + word.length;
    // The new text is in the field only after it has been drawn.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(caret, caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      setOffer(undefined);
      onRun();
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      suggest(value, event.currentTarget.selectionStart, true);
    } else if (offer !== undefined) onOfferKey(event, { offer, setOffer, accept });
  };
  const active = offer === undefined ? undefined : `${listId}-${offer.chosen}`;
  return (
    <div className="relative min-w-0">
      <textarea
        aria-activedescendant={active}
        aria-autocomplete="list"
        aria-controls={offer && listId}
        aria-describedby={`${listId}-hint`}
        aria-label={WORDS.editor}
        className="mono block w-full min-w-0 resize-y rounded-control border border-control-line bg-surface p-3 text-sm leading-5 text-text"
        onBlur={() => setOffer(undefined)}
        onChange={(event) => {
          onChange(event.target.value);
          suggest(event.target.value, event.target.selectionStart, false);
        }}
        onKeyDown={onKeyDown}
        onMouseDown={() => setOffer(undefined)}
        ref={area}
        rows={10}
        spellCheck={false}
        value={value}
        wrap="off"
      />
      {offer && (
        <Offers
          id={listId}
          offer={offer}
          onAccept={(suggestion) => accept(suggestion, offer)}
          place={placeOf(value, offer.from, area.current)}
        />
      )}
      <p className="mt-1 text-xs text-quiet" id={`${listId}-hint`}>
        {WORDS.hint}
      </p>
    </div>
  );
}

interface OfferKeys {
  readonly offer: Offer;
  readonly setOffer: (offer: Offer | undefined) => void;
  readonly accept: (suggestion: Suggestion, offer: Offer) => void;
}

function onOfferKey(event: KeyboardEvent, { offer, setOffer, accept }: OfferKeys): void {
  const { suggestions, chosen } = offer;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const suggestion = suggestions[chosen];
  if (step !== undefined) {
    setOffer({ ...offer, chosen: (chosen + step + suggestions.length) % suggestions.length });
  } else if (event.key === 'Escape') setOffer(undefined);
  else if ((event.key === 'Enter' || event.key === 'Tab') && suggestion !== undefined) {
    accept(suggestion, offer);
  } else return;
  event.preventDefault();
}

/** The text does not wrap and all letters are of one width, so the place is arithmetic. */
function placeOf(text: string, at: number, area: HTMLTextAreaElement | null): Place {
  const lines = text.slice(0, at).split('\n');
  const column = lines.at(-1)?.length ?? 0;
  const room = Math.max(0, (area?.clientWidth ?? 0) - LIST_PX_MAX);
  const wanted = PADDING_PX + column * CHARACTER_PX - (area?.scrollLeft ?? 0);
  return {
    left: Math.max(0, Math.min(wanted, room)),
    top: PADDING_PX + lines.length * LINE_PX - (area?.scrollTop ?? 0),
  };
}
