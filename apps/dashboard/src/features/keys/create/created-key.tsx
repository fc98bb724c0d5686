import { Button, SecretOnce } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { snippetsFor } from '../../../lib/snippets.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';
import { CREATE_KEY_WORDS } from '../../../strings/key-pages.js';
import { TryDialog } from '../../../verification/try-dialog.js';

const WORDS = CREATE_KEY_WORDS;

export interface CreatedKeyProps {
  readonly created: { readonly keyId: string; readonly key: string };
  readonly onClose: () => void;
}

/** The secret is in the state of the page alone, and gone when the page is left. */
export function CreatedKey({ created, onClose }: CreatedKeyProps): ReactNode {
  const [tries, setTries] = useState(false);
  return (
    <>
      <SecretOnce
        next={
          <Button icon="verify" kind="primary" onClick={() => setTries(true)}>
            {KEY_ACT_WORDS.tryIt}
          </Button>
        }
        onClose={onClose}
        open
        secret={created.key}
        snippets={snippetsFor(created.key)}
        title={WORDS.secret}
      />
      {tries && <TryDialog onClose={() => setTries(false)} secret={created.key} />}
    </>
  );
}
