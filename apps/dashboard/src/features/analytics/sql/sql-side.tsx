import { Button, Form, IconButton, Section, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../../app/session.js';
import { SQL_WORDS as WORDS } from '../../../strings/analytics.js';
import type { SqlSchema } from './complete.js';
import { EXAMPLES } from './examples.js';
import { readQueries, removeQuery, saveQuery } from './saved-queries.js';

interface SqlSideProps {
  readonly query: string;
  readonly schema: SqlSchema;
  readonly onChoose: (query: string) => void;
}

export function SqlSide({ query, schema, onChoose }: SqlSideProps): ReactNode {
  return (
    <div className="flex min-w-0 flex-col gap-5">
      <Section title={WORDS.examples}>
        <Choices choices={EXAMPLES} onChoose={onChoose} />
      </Section>
      <SavedQueries onChoose={onChoose} query={query} />
      <Section title={WORDS.tables}>
        {schema.tables.map(({ name, columns, keptDays }) => (
          <details className="text-sm" key={name}>
            <summary className="mono min-h-6 cursor-pointer py-1 break-all">{name}</summary>
            <ul className="mb-2 pl-4 text-xs">
              {keptDays !== undefined && <li className="text-quiet">{WORDS.kept(keptDays)}</li>}
              {columns.map((column) => (
                <li className="flex justify-between gap-2" key={column.name}>
                  <span className="mono">{column.name}</span>
                  <span className="truncate text-quiet">{column.type}</span>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Section>
    </div>
  );
}

interface ChoicesProps {
  readonly choices: readonly { readonly name: string; readonly query: string }[];
  readonly onChoose: (query: string) => void;
  readonly onRemove?: (name: string) => void;
}

function Choices({ choices, onChoose, onRemove }: ChoicesProps): ReactNode {
  return (
    <ul className="flex flex-col">
      {choices.map(({ name, query }) => (
        <li className="flex min-w-0 items-center" key={name}>
          <Button
            className="-ml-3 min-w-0 flex-1 justify-start"
            kind="quiet"
            onClick={() => onChoose(query)}
          >
            <span className="truncate">{name}</span>
          </Button>
          {onRemove && (
            <IconButton icon="trash" label={WORDS.remove(name)} onClick={() => onRemove(name)} />
          )}
        </li>
      ))}
    </ul>
  );
}

function SavedQueries({ query, onChoose }: Pick<SqlSideProps, 'query' | 'onChoose'>): ReactNode {
  const { id } = useWorkspace();
  const [queries, setQueries] = useState(() => readQueries(window.localStorage, id));
  const [name, setName] = useState('');
  const save = () => {
    setQueries(saveQuery(window.localStorage, id, { name, query }));
    setName('');
  };
  return (
    <Section summary={WORDS.savedHint} title={WORDS.saved}>
      {queries.length === 0 && <p className="text-sm text-quiet">{WORDS.noSaved}</p>}
      <Choices
        choices={queries}
        onChoose={onChoose}
        onRemove={(removed) => setQueries(removeQuery(window.localStorage, id, removed))}
      />
      <Form className="mt-2" onSubmit={save}>
        <TextField
          after={
            <Button blocked={name.trim() === '' ? WORDS.saveName : undefined} type="submit">
              {WORDS.saveAction}
            </Button>
          }
          hideLabel
          label={WORDS.saveName}
          maxLength={80}
          onChange={setName}
          placeholder={WORDS.saveName}
          value={name}
        />
      </Form>
    </Section>
  );
}
