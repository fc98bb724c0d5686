import { Facts, Id, Section, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useApiOfPage } from '../../../app/use-api.js';
import { API_WORDS } from '../../../strings/apis.js';
import { DeleteSection } from './delete-section.js';
import { SettingsFields } from './settings-fields.js';

const WORDS = API_WORDS.settings;

export function ApiSettingsPage(): ReactNode {
  const api = useApiOfPage();
  return (
    <div className="flex max-w-180 flex-col gap-6">
      <Section framed title={WORDS.title}>
        {/* What another person has changed is shown at once, and not written over. */}
        <SettingsFields api={api} key={`${api.id} ${api.updatedAt ?? 0}`} />
      </Section>
      <Section framed title={WORDS.facts}>
        <Facts
          facts={[
            { name: WORDS.id, value: <Id id={api.id} /> },
            { name: WORDS.keyspaceId, value: <Id id={api.keyspaceId} /> },
            { name: WORDS.created, value: <Time value={api.createdAt} /> },
            ...(api.updatedAt === undefined
              ? []
              : [{ name: WORDS.changed, value: <Time value={api.updatedAt} /> }]),
          ]}
        />
      </Section>
      <DeleteSection api={api} />
    </div>
  );
}
