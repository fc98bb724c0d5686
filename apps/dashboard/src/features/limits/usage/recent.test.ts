import { describe, expect, it } from 'vitest';
import { readRecentChecks, recentChecksQuery } from './recent.js';

describe('recent checks', () => {
  it('are asked for by namespace, time and identifier, whatever is in its text', () => {
    const query = recentChecksQuery({
      namespaceId: 'rlns_1',
      identifier: "it's \\ mine",
      from: 1,
      to: 2,
    });
    expect(query).toContain("namespace_id = 'rlns_1' AND time >= 1 AND time < 2");
    expect(query).toContain("identifier = 'it\\'s \\\\ mine'");
  });

  it('are told apart although one request made several', () => {
    const row = { request_id: 'req_1', time: 5, identifier: 'a', passed: true, tokens: 2 };
    const [first, second] = readRecentChecks([row, { ...row, passed: false }]);
    expect(first?.key).not.toBe(second?.key);
    expect(first).toMatchObject({ passed: true, cost: 2, overrideId: '' });
    expect(second?.passed).toBe(false);
  });
});
