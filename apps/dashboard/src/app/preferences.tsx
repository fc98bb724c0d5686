import { type TimeZone, UiProvider } from '@unlatch/ui';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';

/** How this browser shows things. It is kept in the browser, and is no secret. */
interface PreferencesState {
  readonly theme: Theme;
  readonly zone: TimeZone;
  setTheme(theme: Theme): void;
  setZone(zone: TimeZone): void;
}

const THEME_KEY = 'unlatch.theme';
const ZONE_KEY = 'unlatch.zone';
const PreferencesContext = createContext<PreferencesState | undefined>(undefined);

export function Preferences({ children }: { readonly children: ReactNode }): ReactNode {
  const [theme, chooseTheme] = useState(readTheme);
  const [zone, chooseZone] = useState(readZone);
  const state = useMemo<PreferencesState>(
    () => ({
      theme,
      zone,
      setTheme(chosen) {
        chooseTheme(chosen);
        store(THEME_KEY, chosen);
        showTheme(chosen);
      },
      setZone(chosen) {
        chooseZone(chosen);
        store(ZONE_KEY, chosen);
      },
    }),
    [theme, zone],
  );
  return (
    <PreferencesContext value={state}>
      <UiProvider zone={zone}>{children}</UiProvider>
    </PreferencesContext>
  );
}

export function usePreferences(): PreferencesState {
  const state = useContext(PreferencesContext);
  if (state === undefined) throw new Error('usePreferences is used outside of Preferences');
  return state;
}

/** At the start `public/theme.js` has done it already. */
function showTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

function readTheme(): Theme {
  const stored = read(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function readZone(): TimeZone {
  return read(ZONE_KEY) === 'UTC' ? 'UTC' : 'local';
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden. Then the choice lasts as long as the page.
  }
}
