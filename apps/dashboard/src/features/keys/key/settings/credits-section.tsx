import { Form, FormError } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import {
  type CreditForm,
  creditFormOf,
  creditsFrom,
  faultsOfCredits,
} from '../../fields/credit-form.js';
import { CreditsEditor } from '../../fields/credits-editor.js';
import { type PartProps, SaveButton } from './save-button.js';
import { useSaveKey } from './use-save-key.js';

export function CreditsSection({ item, blocked }: PartProps): ReactNode {
  // Until it is edited, the form follows the balance, which every check may change.
  const [edited, setEdited] = useState<CreditForm>();
  const form = edited ?? creditFormOf(item.credits);
  const [wasTried, setTried] = useState(false);
  const save = useSaveKey(() => setEdited(undefined));
  const faults = faultsOfCredits(form);
  const before = creditsFrom(creditFormOf(item.credits));
  const isChanged = JSON.stringify(before) !== JSON.stringify(creditsFrom(form));
  const submit = () => {
    setTried(true);
    if (!isChanged || blocked !== undefined || Object.keys(faults).length > 0) return;
    const credits = creditsFrom(form);
    // An absent refill would stay. The form says that there is none.
    const update = credits === null ? null : { refill: null, ...credits };
    save.run({ keyId: item.keyId, credits: update });
  };
  return (
    <Form onSubmit={submit} problem={save.problem}>
      <CreditsEditor faults={wasTried ? faults : {}} form={form} onChange={setEdited} />
      {isChanged && form.isLimited && (
        <p className="text-xs text-quiet">{KEY_PAGE_WORDS.settings.creditsHint}</p>
      )}
      <FormError />
      <SaveButton blocked={blocked} isChanged={isChanged} isRunning={save.isRunning} />
    </Form>
  );
}
