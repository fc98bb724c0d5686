import type { ReactNode } from 'react';

/** All icons have the same box and line, and take the colour of their text. */
interface IconProps {
  readonly size?: number;
  readonly className?: string;
}

/** The drawings, on a grid of 16. */
const DRAWINGS = {
  overview: <path d="M2.5 13.5v-4M6.2 13.5v-8M9.8 13.5v-6M13.5 13.5v-11" />,
  api: <path d="M2.5 5.5 8 2.5l5.5 3v5L8 13.5l-5.5-3zM2.5 5.5 8 8.5l5.5-3M8 8.5v5" />,
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="m7.2 8.8 6-6M11 5l2 2" />
    </>
  ),
  identity: (
    <>
      <circle cx="8" cy="5.3" r="2.6" />
      <path d="M2.8 13.5c.6-2.6 2.6-4 5.2-4s4.6 1.4 5.2 4" />
    </>
  ),
  role: <path d="M8 2 3 4v3.6c0 3 2 5.3 5 6.4 3-1.1 5-3.4 5-6.4V4zM6 8l1.5 1.5L10.2 6.6" />,
  permission: (
    <>
      <rect x="3" y="7" width="10" height="6.5" rx="1.5" />
      <path d="M5.3 7V5a2.7 2.7 0 0 1 5.4 0v2" />
    </>
  ),
  limit: (
    <>
      <path d="M2.5 11.5a5.7 5.7 0 1 1 11 0M8 10l2.6-3.6" />
    </>
  ),
  analytics: <path d="M2.5 2.5v11h11M5 10.5l2.6-3.2 2.2 1.7 3.4-4.5" />,
  requests: <path d="M2.5 4h11M2.5 8h11M2.5 12h7" />,
  audit: (
    <>
      <path d="M4 2.5h6l2.5 2.5v8.5h-8.5zM9.8 2.5v2.7h2.7M6 8h4.5M6 10.7h3" />
    </>
  ),
  rootKey: (
    <>
      <rect x="2.5" y="2.5" width="11" height="11" rx="2.5" />
      <circle cx="6.6" cy="8" r="1.6" />
      <path d="M8.2 8h3.3M10.5 8v1.5" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 4.8h5M10.5 4.8h3M2.5 11.2h3M8.5 11.2h5" />
      <circle cx="9" cy="4.8" r="1.5" />
      <circle cx="7" cy="11.2" r="1.5" />
    </>
  ),
  verify: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="m5.6 8.2 1.7 1.7 3.2-3.6" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  check: <path d="m3 8.5 3.2 3.2L13 4.8" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 3.5v-.5a1 1 0 0 0-1-1H3.5a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1H4" />
    </>
  ),
  more: (
    <>
      <circle cx="3.5" cy="8" r=".7" />
      <circle cx="8" cy="8" r=".7" />
      <circle cx="12.5" cy="8" r=".7" />
    </>
  ),
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  chevronDown: <path d="m4 6 4 4 4-4" />,
  chevronRight: <path d="m6 4 4 4-4 4" />,
  chevronsUpDown: <path d="m5 6 3-3 3 3M5 10l3 3 3-3" />,
  arrowUp: <path d="M8 13V3M4 7l4-4 4 4" />,
  arrowDown: <path d="M8 3v10M4 9l4 4 4-4" />,
  arrowLeft: <path d="M13 8H3M7 4 3 8l4 4" />,
  external: (
    <path d="M9.5 2.5h4v4M13.5 2.5 8 8M6.5 3.5h-3a1 1 0 0 0-1 1v8a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1v-3" />
  ),
  warning: <path d="M8 2.3 1.8 13h12.4zM8 6.3v3.2M8 11.3v.1" />,
  info: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 7.4v3.3M8 5.2v.1" />
    </>
  ),
  download: <path d="M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11" />,
  upload: <path d="M8 10.5V3M4.5 6 8 2.5 11.5 6M2.5 13.5h11" />,
  refresh: <path d="M13 3.5v3.2H9.8M13 6.7A5.3 5.3 0 1 0 13.2 9.3" />,
  trash: <path d="M2.5 4.5h11M6.5 4.5v-2h3v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4" />,
  edit: <path d="M3 13l.6-2.9 7-7 2.3 2.3-7 7zM9 4.7l2.3 2.3" />,
  filter: <path d="M2.5 3.5h11L9.3 8.4v4.1l-2.6-1.3V8.4z" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  play: <path d="M5 3.5v9l7.5-4.5z" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 4.8V8l2.3 1.5" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8C3 5.2 5.3 3.7 8 3.7S13 5.2 14.5 8c-1.5 2.8-3.8 4.3-6.5 4.3S3 10.8 1.5 8z" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  logOut: <path d="M6.5 2.5h-3a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1h3M10 5l3 3-3 3M13 8H6.5" />,
  table: <path d="M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.5 6.3V13" />,
  team: (
    <>
      <circle cx="6" cy="5.5" r="2.3" />
      <path d="M1.8 13c.5-2.3 2.1-3.5 4.2-3.5s3.7 1.2 4.2 3.5M10.5 3.4a2.3 2.3 0 0 1 0 4.2M11.8 9.8c1.3.5 2.1 1.6 2.4 3.2" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/** Decoration: what it means is said in words beside it, or by the label of its button. */
export function Icon({
  name,
  size = 16,
  className,
}: IconProps & { readonly name: IconName }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      focusable="false"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth="1.4"
      viewBox="0 0 16 16"
      width={size}
    >
      {DRAWINGS[name]}
    </svg>
  );
}

/** The mark: a latch whose bar has been slid open to the right. */
export function Mark({ size = 16, className }: IconProps): ReactNode {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      focusable="false"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeWidth="1.75"
      viewBox="0 0 16 16"
      width={size}
    >
      <rect height="11" rx="2.5" width="9" x="1.5" y="2.5" />
      <path d="M6 8h8.5" />
    </svg>
  );
}
