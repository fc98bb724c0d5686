import { describe, expect, it } from 'vitest';
import { banner, rootKeyNote, serviceUrl } from './banner.js';

const URL = 'http://127.0.0.1:7070';
const ROOT_KEY = 'unkey_3ZHDUpgQX7VMsJx8';
const GENERATED = { kind: 'generated', rootKey: ROOT_KEY } as const;
const NONE = { kind: 'none' } as const;
const LISTENING = { url: URL, setupToken: undefined, publicUrl: undefined };

describe('the banner', () => {
  it('shows a new root key by itself on a line, and what can be done with it', () => {
    const lines = banner({ ...LISTENING, rootKeyUse: GENERATED }).split('\n');
    expect(lines).toContain(`  ${ROOT_KEY}`);
    expect(lines).toContain(`export UNLATCH_ROOT_KEY=${ROOT_KEY}`);
    expect(lines).toContain(`export UNLATCH_URL=${URL}`);
  });

  it('says where the service listens, with a root key and without', () => {
    for (const rootKeyUse of [GENERATED, NONE]) {
      expect(banner({ ...LISTENING, rootKeyUse })).toContain(
        `listens on ${URL} (reference: ${URL}/reference)`,
      );
    }
  });

  it('shows no command that needs the root key when there is no new one', () => {
    const text = banner({ ...LISTENING, rootKeyUse: NONE });
    expect(text).not.toContain('UNLATCH_ROOT_KEY');
    expect(text).not.toContain('undefined');
  });

  it.each([
    ['taken', 'The root key is the one in UNLATCH_ROOT_KEY.'],
    ['known', 'UNLATCH_ROOT_KEY is a root key of this database.'],
    ['ignored', 'UNLATCH_ROOT_KEY is ignored: it is no root key of this database'],
    ['none', 'The root key is the one of the first start.'],
  ] as const)('says what became of a root key that was %s', (kind, sentence) => {
    expect(banner({ ...LISTENING, rootKeyUse: { kind } })).toContain(sentence);
  });

  it('shows the link for the first person, under a name that passkeys can be bound to', () => {
    const start = { ...LISTENING, rootKeyUse: NONE, setupToken: 'Zm9v' };
    expect(banner(start).split('\n')).toContain('  http://localhost:7070/setup#Zm9v');
    const known = banner({ ...start, publicUrl: 'https://keys.example.com/unlatch' });
    expect(known).toContain('  https://keys.example.com/unlatch/setup#Zm9v');
    expect(banner({ ...LISTENING, rootKeyUse: NONE })).not.toContain('/setup');
  });

  it('has empty lines before and after it', () => {
    expect(banner({ ...LISTENING, rootKeyUse: NONE })).toMatch(/^\n\S.*\S\n\n$/s);
  });
});

describe('the note of a start that failed', () => {
  it('shows the root key that it has made, and nothing if there is none', () => {
    expect(rootKeyNote(GENERATED).split('\n')).toContain(`  ${ROOT_KEY}`);
    expect(rootKeyNote(NONE)).toBe('');
  });
});

describe('serviceUrl', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:7070'],
    ['0.0.0.0', 'http://127.0.0.1:7070'],
    ['::', 'http://127.0.0.1:7070'],
    ['::1', 'http://[::1]:7070'],
    ['localhost', 'http://localhost:7070'],
  ])('of a service on %s is %s', (host, url) => {
    expect(serviceUrl(host, 7070)).toBe(url);
  });
});
