import { ErrorState, Facts, Id, Section, Skeleton, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useWorkspace } from '../../app/session.js';
import { useRead } from '../../rpc/hooks.js';
import { WORKSPACE_WORDS as WORDS } from '../../strings/settings.js';
import { SettingsFrame } from './settings-frame.js';
import { WorkspaceForm } from './workspace-form.js';

export function WorkspacePage(): ReactNode {
  const { slug } = useWorkspace();
  const workspace = useRead('workspace.getWorkspace', {});
  const { data, problem } = workspace;
  return (
    <SettingsFrame tab="workspace">
      {problem && data === undefined && (
        <ErrorState onRetry={() => void workspace.refetch()} problem={problem} />
      )}
      {data === undefined ? (
        !problem && <Skeleton className="h-10" lines={5} />
      ) : (
        <>
          <Section framed title={WORDS.settings}>
            <WorkspaceForm workspace={data} />
          </Section>
          <Section framed title={WORDS.about}>
            <Facts
              facts={[
                { name: WORDS.id, value: <Id id={data.id} /> },
                { name: WORDS.slug, value: <span className="mono">/w/{slug}</span> },
                { name: WORDS.project, value: <Id id={data.projectId} /> },
                { name: WORDS.created, value: <Time value={data.createdAt} /> },
              ]}
            />
          </Section>
        </>
      )}
    </SettingsFrame>
  );
}
