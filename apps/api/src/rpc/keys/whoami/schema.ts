import { defineRpc } from '../../define-rpc.js';
import { closed, KeyText } from '../../shared/fields.js';
import { KeyResponse } from '../../shared/key-details.js';

export const definition = defineRpc({
  name: 'keys.whoami',
  kind: 'read',
  summary: 'Look up a key by itself',
  description:
    'What keys.getKey answers, for whoever holds the key but not its id. Uses nothing up. Needs the permission api.*.read_key or api.<apiId>.read_key.',
  request: closed({ key: KeyText }),
  data: KeyResponse,
  problems: ['unkey/data/key_not_found'],
  example: { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q' },
});
