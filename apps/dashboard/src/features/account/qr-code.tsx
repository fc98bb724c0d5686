import type { ReactNode } from 'react';
import { encode } from 'uqr';

const SIZE_PX = 176;
/** Cameras need an edge of four light modules. */
const EDGE = 4;

/** Dark on light in every theme: cameras do not read it the other way round. */
export function QrCode({
  text,
  label,
}: {
  readonly text: string;
  readonly label: string;
}): ReactNode {
  const { data, size } = encode(text, { ecc: 'M', border: EDGE });
  const path = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return (
    <svg
      aria-label={label}
      className="shrink-0 rounded-control"
      height={SIZE_PX}
      role="img"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${size} ${size}`}
      width={SIZE_PX}
    >
      <title>{label}</title>
      <path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
