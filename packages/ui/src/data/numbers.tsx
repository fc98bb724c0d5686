import type { ReactNode } from 'react';

const WHOLE = new Intl.NumberFormat('en');
const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const SHORT_FROM = 100_000;

export interface CountProps {
  readonly value: number;
  /** `false`: there are at least so many. */
  readonly isExact?: boolean | undefined;
  /** From a hundred thousand on, in few digits. The whole number is in the title. */
  readonly short?: boolean | undefined;
}

export function Count({ value, isExact = true, short = false }: CountProps): ReactNode {
  const whole = formatCount(value);
  const shown = short && Math.abs(value) >= SHORT_FROM ? SHORT.format(value) : whole;
  return (
    <span className="tabular" title={shown === whole ? undefined : whole}>
      {shown}
      {isExact ? '' : '+'}
    </span>
  );
}

export function formatCount(value: number): string {
  return WHOLE.format(value);
}

export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const share = (100 * part) / whole;
  if (share > 0 && share < 0.1) return '< 0.1 %';
  return `${share.toFixed(share === 0 || share === 100 ? 0 : 1)} %`;
}
