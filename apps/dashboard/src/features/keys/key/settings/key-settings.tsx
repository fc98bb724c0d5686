import { Section } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useMay } from '../../../../app/session.js';
import type { Key } from '../../../../rpc/answers.js';
import { KEY_PAGE_WORDS, KEY_WORDS } from '../../../../strings/key-pages.js';
import { AccessSection } from './access-section.js';
import { AdjustCredits } from './adjust-credits.js';
import { CreditsSection } from './credits-section.js';
import { GeneralSection } from './general-section.js';
import { LimitsSection } from './limits-section.js';

const WORDS = KEY_PAGE_WORDS.settings;

export interface KeySettingsProps {
  readonly item: Key;
  readonly apiId: string | undefined;
}

/**
 * Each part is saved by itself and sends only what was changed in it. A change by another person is
 * shown at once, and begins the form anew.
 */
export function KeySettings({ item, apiId }: KeySettingsProps): ReactNode {
  const { blocked } = useMay('api.update_key', apiId);
  const version = `${item.keyId} ${item.updatedAt ?? 0}`;
  return (
    <div className="flex max-w-180 flex-col gap-5">
      <Section framed title={WORDS.general}>
        <GeneralSection blocked={blocked} item={item} key={version} />
      </Section>
      <Section framed summary={KEY_WORDS.credits.summary} title={WORDS.credits}>
        <CreditsSection blocked={blocked} item={item} key={version} />
        {typeof item.credits?.remaining === 'number' && (
          <div className="mt-4 border-t border-line pt-4">
            <AdjustCredits blocked={blocked} item={item} />
          </div>
        )}
      </Section>
      <Section framed summary={WORDS.limitsHint} title={WORDS.limits}>
        <LimitsSection blocked={blocked} item={item} key={version} />
      </Section>
      <AccessSection blocked={blocked} item={item} key={version} />
    </div>
  );
}
