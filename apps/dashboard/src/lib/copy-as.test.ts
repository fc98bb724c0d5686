import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { copyAs } from './copy-as.js';

const body = { apiId: 'api_1', name: `O'Neil "x" $HOME \`id\` \\ é\n`, enabled: true };
const call = { name: 'keys.createKey', body, baseUrl: 'http://localhost:7070' };

describe('a call as text', () => {
  it('is a command whose body a shell leaves as it is', () => {
    const command = copyAs('curl', call).replace(/^curl /, "printf '%s\\n' ");
    const words = execFileSync('sh', ['-c', command], { encoding: 'utf8' });
    expect(words).toContain(`${JSON.stringify(body)}\n`);
    expect(words).toContain('http://localhost:7070/v2/keys.createKey\n');
  });

  it('is a call of the client', () => {
    expect(copyAs('node', call)).toContain('unkey.keys.createKey({\n  "apiId": "api_1"');
  });

  it.each(['curl', 'node', 'python', 'go'] as const)('has no secret in %s', (language) => {
    expect(copyAs(language, call)).toContain('UNLATCH_ROOT_KEY');
  });

  it.each(['python', 'go'] as const)('has its body as one literal in %s', (language) => {
    expect(copyAs(language, call)).toContain(JSON.stringify(JSON.stringify(body)));
  });
});
