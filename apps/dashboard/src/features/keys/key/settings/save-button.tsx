import { Button } from '@unlatch/ui';
import type { ReactNode } from 'react';
import type { Key } from '../../../../rpc/answers.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';

const WORDS = KEY_PAGE_WORDS.settings;

export interface PartProps {
  readonly item: Key;
  /** Why the reader may not change it. */
  readonly blocked: string | undefined;
}

export interface SaveButtonProps {
  readonly isRunning: boolean;
  readonly isChanged: boolean;
  readonly blocked: string | undefined;
}

export function SaveButton({ isRunning, isChanged, blocked }: SaveButtonProps): ReactNode {
  return (
    <div>
      <Button
        blocked={blocked ?? (isChanged ? undefined : WORDS.unchanged)}
        busy={isRunning && WORDS.saving}
        kind="primary"
        type="submit"
      >
        {WORDS.save}
      </Button>
    </div>
  );
}
