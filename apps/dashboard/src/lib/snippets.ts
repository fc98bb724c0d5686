import type { Snippet } from '@unlatch/ui';
import { CALL_LANGUAGES, copyAs } from './copy-as.js';

export const LANGUAGE_NAMES = { curl: 'curl', node: 'Node', python: 'Python', go: 'Go' } as const;

/** How a new key is kept, and verified from each language. Shown beside the key, and as short-lived. */
export function snippetsFor(key: string): Snippet[] {
  const call = { name: 'keys.verifyKey', body: { key }, baseUrl: location.origin };
  return [
    ...CALL_LANGUAGES.map((language) => ({
      language: LANGUAGE_NAMES[language],
      code: copyAs(language, call),
    })),
    { language: '.env', code: `API_KEY=${key}` },
  ];
}
