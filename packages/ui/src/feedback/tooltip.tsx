import {
  cloneElement,
  type FocusEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useState,
} from 'react';
import { createPortal } from 'react-dom';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly isBelow: boolean;
}

interface Listening {
  readonly onMouseEnter?: (event: MouseEvent<HTMLElement>) => void;
  readonly onMouseLeave?: () => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur?: () => void;
  readonly 'aria-describedby'?: string | undefined;
}

export interface TooltipProps {
  readonly content: ReactNode;
  /** One element that takes the focus, such as a button. */
  readonly children: ReactElement<Listening>;
}

const GAP_PX = 6;
const HALF_WIDTH_PX = 140;
const ROOM_ABOVE_PX = 64;

/** More about what the pointer or the focus is on. Escape takes it away. */
export function Tooltip({ content, children }: TooltipProps): ReactNode {
  const [place, setPlace] = useState<Place>();
  const id = useId();
  const isOpen = place !== undefined;
  useEffect(() => {
    if (!isOpen) return;
    const close = () => setPlace(undefined);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close();
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', close, { capture: true, passive: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', close, { capture: true });
    };
  }, [isOpen]);
  const open = (event: { readonly currentTarget: HTMLElement }) =>
    setPlace(placeAt(event.currentTarget.getBoundingClientRect()));
  const close = () => setPlace(undefined);
  return (
    <>
      {cloneElement(children, {
        onMouseEnter: open,
        onMouseLeave: close,
        onFocus: open,
        onBlur: close,
        'aria-describedby': isOpen ? id : undefined,
      })}
      {isOpen &&
        createPortal(
          <div
            className="pointer-events-none fixed z-[70] w-max max-w-70 rounded-control bg-text px-2 py-1 text-xs text-background"
            id={id}
            role="tooltip"
            style={{
              left: place.left,
              top: place.top,
              transform: `translate(-50%, ${place.isBelow ? '0' : '-100%'})`,
            }}
          >
            {content}
          </div>,
          document.body,
        )}
    </>
  );
}

function placeAt(box: DOMRect): Place {
  const isBelow = box.top < ROOM_ABOVE_PX;
  const middle = box.left + box.width / 2;
  const rightmost = window.innerWidth - HALF_WIDTH_PX;
  return {
    left: Math.max(HALF_WIDTH_PX, Math.min(middle, rightmost)),
    top: isBelow ? box.bottom + GAP_PX : box.top - GAP_PX,
    isBelow,
  };
}
