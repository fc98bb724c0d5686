import { describe, expect, it } from 'vitest';
import { banner, rootKeyNote, serviceUrl } from './banner.js';

const URL = 'http://127.0.0.1:7070';
const ROOT_KEY = 'unkey_3ZHDUpgQX7VMsJx8';

describe('the banner', () => {
  it('shows a new root key by itself on a line, and what can be done with it', () => {
    const lines = banner({ url: URL, rootKey: ROOT_KEY }).split('\n');
    expect(lines).toContain(`  ${ROOT_KEY}`);
    expect(lines).toContain(`export UNLATCH_ROOT_KEY=${ROOT_KEY}`);
    expect(lines).toContain(`export UNLATCH_URL=${URL}`);
  });

  it('says where the service listens, with a root key and without', () => {
    for (const rootKey of [ROOT_KEY, undefined]) {
      expect(banner({ url: URL, rootKey })).toContain(
        `listens on ${URL} (reference: ${URL}/reference)`,
      );
    }
  });

  it('shows no command that needs the root key when there is no new one', () => {
    const text = banner({ url: URL, rootKey: undefined });
    expect(text).not.toContain('UNLATCH_ROOT_KEY');
    expect(text).not.toContain('undefined');
    expect(text).toContain('was shown when it was made');
  });

  it('has empty lines before and after it', () => {
    expect(banner({ url: URL, rootKey: undefined })).toMatch(/^\n\S.*\S\n\n$/s);
  });
});

describe('the note of a start that failed', () => {
  it('shows the root key that it has made, and nothing if there is none', () => {
    expect(rootKeyNote(ROOT_KEY).split('\n')).toContain(`  ${ROOT_KEY}`);
    expect(rootKeyNote(undefined)).toBe('');
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
