import './fonts.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { TimeZoneProvider } from './data/time.js';
import { ToastRegion } from './feedback/toast.js';
import type { TimeZone } from './lib/time-format.js';

/** What components need around them. The policy of the pages forbids styles within them. */
export function UiProvider({
  zone,
  children,
}: {
  readonly zone: TimeZone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <CSPProvider disableStyleElements>
      <TimeZoneProvider zone={zone}>
        <ToastRegion>{children}</ToastRegion>
      </TimeZoneProvider>
    </CSPProvider>
  );
}
