import type { PaletteGroup } from '@unlatch/ui/palette';
import { NAVIGATION } from '../../app/navigation.js';
import { usePreferences } from '../../app/preferences.js';
import { useSession } from '../../app/session.js';
import { useLogOut } from '../../app/use-log-out.js';
import { FRAME } from '../../strings/frame.js';
import { PALETTE } from '../../strings/palette.js';
import { useOpenWorkspace } from './use-open-workspace.js';

interface Options {
  readonly search: string;
  readonly onHelp: () => void;
  readonly go: (path: string) => void;
}

/** What is known without asking the service: pages, other workspaces, settings of the browser. */
export function useCommands({ search, onHelp, go }: Options): readonly PaletteGroup[] {
  const { workspaces } = useSession();
  const current = useOpenWorkspace();
  const { setTheme, setZone } = usePreferences();
  const logOut = useLogOut();
  const slug = current?.slug ?? workspaces[0]?.slug;
  const pages = slug === undefined ? [] : NAVIGATION.flat();
  const groups: readonly PaletteGroup[] = [
    {
      name: PALETTE.groups.pages,
      items: pages.map(({ path, label, icon }) => ({
        id: `page ${path}`,
        label,
        icon,
        onSelect: () => go(`/w/${slug}/${path}`),
      })),
    },
    {
      name: PALETTE.groups.workspaces,
      items: workspaces
        .filter(({ id }) => id !== current?.id)
        .map((workspace) => ({
          id: workspace.id,
          label: PALETTE.toWorkspace(workspace.name),
          note: workspace.slug,
          onSelect: () => go(`/w/${workspace.slug}`),
        })),
    },
    {
      name: PALETTE.groups.commands,
      items: [
        { label: FRAME.profile, onSelect: () => go('/account') },
        { label: FRAME.security, onSelect: () => go('/account/security') },
        { label: FRAME.sessions, onSelect: () => go('/account/sessions') },
        { label: PALETTE.light, onSelect: () => setTheme('light') },
        { label: PALETTE.dark, onSelect: () => setTheme('dark') },
        { label: PALETTE.system, onSelect: () => setTheme('system') },
        { label: PALETTE.local, onSelect: () => setZone('local') },
        { label: PALETTE.utc, onSelect: () => setZone('UTC') },
        { label: PALETTE.help, onSelect: onHelp },
        { label: PALETTE.logOut, onSelect: logOut },
      ].map((item) => ({ ...item, id: `command ${item.label}` })),
    },
  ];
  return groups.map(({ name, items }) => ({
    name,
    items: items.filter(({ label }) => matches(label, search)),
  }));
}

/** Each word of the search begins a word of the label. */
function matches(label: string, search: string): boolean {
  const words = label.toLowerCase().split(/\s+/);
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}
