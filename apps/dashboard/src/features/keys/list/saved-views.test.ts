import { describe, expect, it } from 'vitest';
import { readViews, removeView, saveView, VIEWS_MAX, type ViewStorage } from './saved-views.js';

function prepare(text: string | null = null): ViewStorage {
  let stored = text;
  return {
    getItem: () => stored,
    setItem: (_, value) => {
      stored = value;
    },
  };
}

describe('saved views', () => {
  it('are kept, the newest first, one for a name', () => {
    const storage = prepare();
    saveView(storage, { name: 'Unused', search: { unusedDays: 30 } });
    saveView(storage, { name: 'Off', search: { status: 'disabled' } });
    saveView(storage, { name: ' Unused ', search: { unusedDays: 90 } });
    expect(readViews(storage)).toEqual([
      { name: 'Unused', search: { unusedDays: 90 } },
      { name: 'Off', search: { status: 'disabled' } },
    ]);
    expect(removeView(storage, 'Unused').map(({ name }) => name)).toEqual(['Off']);
  });

  it('are bounded', () => {
    const storage = prepare();
    for (let index = 0; index < 30; index += 1) saveView(storage, { name: `${index}`, search: {} });
    expect(readViews(storage)).toHaveLength(VIEWS_MAX);
  });

  it.each([['{'], ['{}'], ['[1,null,{"name":1}]'], ['null']])('take %s for none', (text) => {
    expect(readViews(prepare(text))).toEqual([]);
  });

  it('drop what is no filter', () => {
    const storage = prepare('[{"name":"a","search":{"status":"gone","q":"x"}}]');
    expect(readViews(storage)).toEqual([{ name: 'a', search: { q: 'x' } }]);
  });
});
