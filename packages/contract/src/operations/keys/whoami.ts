import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { Key, KeyText } from '../../shapes/key.js';
import { closed } from '../../shapes/schema.js';

export const whoami = defineOperation({
  name: 'keys.whoami',
  kind: 'read',
  summary: 'Look up a key by itself',
  description:
    'Answers as keys.getKey does, for callers that have the key but not its id. Spends no credits and counts against no rate limit of the key.',
  requires: {
    right: onKey('read_key'),
    found: KEY_IDS,
    hides: 'unkey/data/key_not_found',
  },
  request: closed({ key: KeyText }),
  data: Key,
  secrets: { request: ['key'] },
  problems: ['unkey/data/key_not_found'],
  example: { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q' },
});
