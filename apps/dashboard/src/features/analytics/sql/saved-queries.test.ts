import { describe, expect, it } from 'vitest';
import { QUERIES_MAX, readQueries, removeQuery, saveQuery } from './saved-queries.js';

function memory(text?: string) {
  const items = new Map(text === undefined ? [] : [['unlatch.queries.ws_1', text]]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

const ONE = { name: 'One', query: 'SELECT 1' };

describe('saved queries', () => {
  it('are kept by workspace, the newest first, each name once', () => {
    const storage = memory();
    saveQuery(storage, 'ws_1', ONE);
    saveQuery(storage, 'ws_1', { name: 'Two', query: 'SELECT 2' });
    saveQuery(storage, 'ws_1', { name: ' One ', query: 'SELECT 3' });
    expect(readQueries(storage, 'ws_1')).toEqual([
      { name: 'One', query: 'SELECT 3' },
      { name: 'Two', query: 'SELECT 2' },
    ]);
    expect(readQueries(storage, 'ws_2')).toEqual([]);
    expect(removeQuery(storage, 'ws_1', 'One')).toHaveLength(1);
  });

  it.each(['', 'no JSON', '{}', '[1, null, {"name":1}]'])('are none where %j is stored', (text) => {
    expect(readQueries(memory(text), 'ws_1')).toEqual([]);
  });

  it('are bounded, and last in a browser that forbids storage', () => {
    const storage = memory();
    for (let index = 0; index < QUERIES_MAX + 5; index += 1) {
      saveQuery(storage, 'ws_1', { name: `Query ${index}`, query: 'SELECT 1' });
    }
    expect(readQueries(storage, 'ws_1')).toHaveLength(QUERIES_MAX);
    const forbidden = {
      getItem: () => null,
      setItem: () => {
        throw new Error('forbidden');
      },
    };
    expect(saveQuery(forbidden, 'ws_1', ONE)).toEqual([ONE]);
  });
});
