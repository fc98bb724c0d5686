import { Button, Dialog, Form, Menu, TextField } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import type { KeyListSearch } from './filters.js';
import { readViews, removeView, type SavedView, saveView } from './saved-views.js';

const WORDS = KEY_LIST_WORDS.views;
const FORM = 'save-view';

export interface ViewsMenuProps {
  readonly search: KeyListSearch;
  readonly onOpen: (search: KeyListSearch) => void;
}

export function ViewsMenu({ search, onOpen }: ViewsMenuProps): ReactNode {
  const [views, setViews] = useState(() => readViews(localStorage));
  const [isNaming, setNaming] = useState(false);
  const groups = [
    {
      items: views.map(({ name, search: saved }) => ({
        label: name,
        onSelect: () => onOpen(saved),
      })),
    },
    {
      items: [
        { label: WORDS.save, icon: 'plus' as const, onSelect: () => setNaming(true) },
        ...removalsOf(views, (name) => setViews(removeView(localStorage, name))),
      ],
    },
  ].filter(({ items }) => items.length > 0);
  return (
    <>
      <Menu
        groups={groups}
        label={WORDS.label}
        trigger={<Button icon="filter">{WORDS.label}</Button>}
      />
      <NameDialog
        onClose={() => setNaming(false)}
        onName={(name) => setViews(saveView(localStorage, { name, search }))}
        open={isNaming}
      />
    </>
  );
}

function removalsOf(views: readonly SavedView[], remove: (name: string) => void) {
  return views.map(({ name }) => ({
    label: WORDS.remove(name),
    icon: 'trash' as const,
    onSelect: () => remove(name),
  }));
}

interface NameDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

function NameDialog({ open, onClose, onName }: NameDialogProps): ReactNode {
  const [name, setName] = useState('');
  const save = () => {
    if (name.trim() === '') return;
    onName(name);
    setName('');
    onClose();
  };
  return (
    <Dialog
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button form={FORM} kind="primary" type="submit">
            {WORDS.action}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={WORDS.title}
      width="narrow"
    >
      <Form id={FORM} onSubmit={save}>
        <TextField
          autoFocus
          hint={WORDS.hint}
          label={WORDS.name}
          maxLength={60}
          onChange={setName}
          value={name}
        />
      </Form>
    </Dialog>
  );
}
