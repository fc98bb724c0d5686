import { Button, Dialog, Form, outcomeLook, Select, TextField } from '@unlatch/ui';
import { type ReactNode, useId, useState } from 'react';
import { ANALYTICS_WORDS } from '../../strings/analytics.js';
import { FILTERS, type Filter, OUTCOME_CODES } from './search.js';
import type { Names } from './use-names.js';

const WORDS = ANALYTICS_WORDS.filters;

interface AddFilterProps {
  readonly names: Names;
  readonly onAdd: (filter: Filter, value: string) => void;
}

/** A field and a value. What the service lists can be chosen, the rest is typed. */
export function AddFilter({ names, onAdd }: AddFilterProps): ReactNode {
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<Filter>('api');
  const [value, setValue] = useState('');
  const choices = choicesOf(field, names);
  const chosen = choices === undefined ? value.trim() : value || (choices[0]?.value ?? '');
  const submit = () => {
    if (chosen === '') return;
    onAdd(field, chosen);
    setValue('');
    setOpen(false);
  };
  return (
    <>
      <Button icon="filter" onClick={() => setOpen(true)}>
        {WORDS.add}
      </Button>
      <Dialog
        actions={
          <Button form={formId} kind="primary" type="submit">
            {WORDS.apply}
          </Button>
        }
        onClose={() => setOpen(false)}
        open={open}
        title={WORDS.apply}
        width="narrow"
      >
        <Form id={formId} onSubmit={submit}>
          <Select
            choices={FILTERS.map((name) => ({ value: name, label: WORDS[name] }))}
            label={WORDS.add}
            onChange={(name) => {
              setField(name);
              setValue('');
            }}
            value={field}
          />
          {choices === undefined ? (
            <TextField label={WORDS.value} maxLength={255} mono onChange={setValue} value={value} />
          ) : (
            <Select choices={choices} label={WORDS.value} onChange={setValue} value={chosen} />
          )}
        </Form>
      </Dialog>
    </>
  );
}

function choicesOf(field: Filter, { apis }: Names) {
  if (field === 'api') return apis.map(({ id, name }) => ({ value: id, label: name }));
  if (field !== 'outcome') return undefined;
  return OUTCOME_CODES.map((code) => ({ value: code, label: outcomeLook(code).label }));
}
