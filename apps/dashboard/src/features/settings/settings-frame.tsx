import { Page, PageHeader, TabLinks, tabLinkClass } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { SETTINGS_WORDS as WORDS } from '../../strings/settings.js';

const TABS = ['workspace', 'members', 'roles', 'limits'] as const;
type SettingsTab = (typeof TABS)[number];

interface SettingsFrameProps {
  readonly tab: SettingsTab;
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function SettingsFrame({ tab, summary, actions, children }: SettingsFrameProps): ReactNode {
  return (
    <Page>
      <PageHeader actions={actions} summary={summary} title={WORDS.title} />
      <TabLinks label={WORDS.tabs.label}>
        {TABS.map((name) => (
          <PageLink className={tabLinkClass(name === tab)} key={name} page={`settings/${name}`}>
            {WORDS.tabs[name]}
          </PageLink>
        ))}
      </TabLinks>
      {children}
    </Page>
  );
}
