import { Button, Checkbox, SearchField, Select } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../app/session.js';
import { GRANT_WORDS as WORDS } from '../strings/grants.js';
import { GrantSummary } from './grant-summary.js';
import {
  CHOOSABLE,
  type Choosable,
  grantOf,
  mayGive,
  type PresetName,
  presetGrants,
} from './grants.js';
import { useGrantNames } from './use-grant-names.js';

interface GrantPickerProps {
  readonly value: readonly string[];
  readonly onChange: (grants: readonly string[]) => void;
  readonly presets?: readonly PresetName[];
}

const PRESETS: readonly PresetName[] = ['verify', 'keys', 'read', 'all', 'none'];

/** Permissions by kind, with a search over their words. What is chosen is said in words beside. */
export function GrantPicker({ value, onChange, presets = PRESETS }: GrantPickerProps): ReactNode {
  const workspace = useWorkspace();
  const [search, setSearch] = useState('');
  const start = { workspaceId: workspace.id, held: workspace.grants };
  const words = search.trim().toLowerCase();
  const found = CHOOSABLE.filter(
    (one) =>
      words === '' ||
      `${one.words} ${one.action} ${WORDS.types[one.section]}`.toLowerCase().includes(words),
  );
  const sections = [...new Set(found.map(({ section }) => section))];
  return (
    <div className="grid gap-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-1.5">
          <span className="text-sm text-quiet">{WORDS.presets}</span>
          {presets.map((preset) => (
            <Button
              className="h-7"
              key={preset}
              onClick={() => onChange(presetGrants(preset, start))}
            >
              {WORDS.presetNames[preset]}
            </Button>
          ))}
        </div>
        <SearchField label={WORDS.search} onChange={setSearch} takesSlash={false} value={search} />
        {found.length === 0 && <p className="text-sm text-quiet">{WORDS.nothingFound}</p>}
        {sections.map((section) => (
          <SectionOfGrants
            choosable={found.filter((one) => one.section === section)}
            key={section}
            onChange={onChange}
            section={section}
            value={value}
          />
        ))}
      </div>
      <GrantSummary
        grants={value}
        onRemove={(grant) => onChange(value.filter((one) => one !== grant))}
      />
    </div>
  );
}

interface SectionProps extends Omit<GrantPickerProps, 'presets'> {
  readonly section: Choosable['section'];
  readonly choosable: readonly Choosable[];
}

function SectionOfGrants({ section, choosable, value, onChange }: SectionProps): ReactNode {
  const workspace = useWorkspace();
  const [scope, setScope] = useState('*');
  const { things } = useGrantNames(section);
  const isScoped = choosable.some((one) => one.isScoped) && things.length > 0;
  const all = {
    value: '*',
    label: section === 'ratelimit' ? WORDS.allOf.ratelimit : WORDS.allOf.api,
  };
  const choices = [all, ...things.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <fieldset className="min-w-0 rounded-control border border-line p-3">
      <legend className="px-1 text-sm font-medium">{WORDS.types[section]}</legend>
      {isScoped && (
        <Select
          choices={choices}
          className="mb-2 max-w-60"
          label={WORDS.scope}
          onChange={setScope}
          value={scope}
        />
      )}
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {choosable
          .filter((one) => scope === '*' || one.isScoped)
          .map((one) => {
            const grant = grantOf(one, { workspaceId: workspace.id, scope });
            const isChosen = value.includes(grant);
            const isHeld = mayGive(workspace.grants, one, scope);
            return (
              <Checkbox
                checked={isChosen}
                disabled={!isHeld && !isChosen}
                hint={isHeld ? undefined : WORDS.notHeld}
                key={grant}
                label={sentenceCase(one.words)}
                onChange={(checked) =>
                  onChange(checked ? [...value, grant] : value.filter((other) => other !== grant))
                }
              />
            );
          })}
      </div>
    </fieldset>
  );
}

function sentenceCase(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
