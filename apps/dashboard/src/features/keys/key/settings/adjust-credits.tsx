import { Button, Form, FormError, formatCount, NumberField, useToast } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useChange } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';
import type { PartProps } from './save-button.js';

const WORDS = KEY_PAGE_WORDS.settings;

/** Unlike a new balance, it does not undo what is spent while the page is open. */
export function AdjustCredits({ item, blocked }: PartProps): ReactNode {
  const [value, setValue] = useState<number>();
  const toast = useToast();
  const adjust = useChange('keys.updateCredits', {
    invalidates: ['keys.getKey', 'apis.listKeys'],
    onDone: ({ remaining }) => {
      setValue(undefined);
      toast.show({ text: WORDS.adjusted(formatCount(remaining ?? 0)) });
    },
  });
  const isReady = value !== undefined && value > 0;
  const run = (operation: 'increment' | 'decrement') => {
    if (isReady) adjust.run({ keyId: item.keyId, operation, value });
  };
  const button = (operation: 'increment' | 'decrement', label: string, type?: 'submit') => (
    <Button
      blocked={blocked ?? (isReady ? undefined : WORDS.adjustMissing)}
      onClick={type === 'submit' ? undefined : () => run(operation)}
      type={type ?? 'button'}
    >
      {label}
    </Button>
  );
  return (
    <Form onSubmit={() => blocked === undefined && run('increment')} problem={adjust.problem}>
      <div className="flex flex-wrap items-end gap-2">
        <NumberField
          className="w-40"
          label={WORDS.adjust}
          min={1}
          name="value"
          onChange={setValue}
          value={value}
        />
        {button('increment', WORDS.adjustAdd, 'submit')}
        {button('decrement', WORDS.adjustTake)}
      </div>
      <p className="text-xs text-quiet">{WORDS.adjustHint}</p>
      <FormError />
    </Form>
  );
}
