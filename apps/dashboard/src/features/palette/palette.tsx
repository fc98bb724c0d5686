import { useNavigate } from '@tanstack/react-router';
import { CommandPalette } from '@unlatch/ui/palette';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { PALETTE } from '../../strings/palette.js';
import { useCommands } from './use-commands.js';
import { useFound } from './use-found.js';

/** Finds pages, things and commands. What is found, opens. */
export function Palette({
  onClose,
  onHelp,
}: {
  readonly onClose: () => void;
  readonly onHelp: () => void;
}): ReactNode {
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const navigate = useNavigate();
  const go = (path: string) => void navigate({ href: path });
  const commands = useCommands({ search, onHelp, go });
  const { groups, isSearching } = useFound({ search, go });
  return (
    <CommandPalette
      emptyText={isSearching ? PALETTE.searching : PALETTE.none}
      groups={[...groups, ...commands]}
      onClose={onClose}
      onSearch={setText}
      placeholder={PALETTE.hint}
      search={text}
      title={PALETTE.title}
    />
  );
}
