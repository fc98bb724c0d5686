import { defineOperation } from '../../operation.js';
import { KEY_IDS, onKey } from '../../rights/rights-by-thing.js';
import { Key, KeyText } from '../../shapes/key.js';
import { closed } from '../../shapes/schema.js';

export const whoami = defineOperation({
  name: 'keys.whoami',
  kind: 'read',
  summary: 'Look up a key by itself',
  description:
    'What keys.getKey answers, for callers that have the key but not its id. Uses nothing up.',
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
