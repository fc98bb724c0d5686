import { Type } from '@sinclair/typebox';
import { referTo } from './annotations.js';

const DESCRIPTION = 'Id of the key space, such as ks_1234. Each API has one, with all of its keys.';

export const KeySpaceId = Type.String({ description: DESCRIPTION });

export const KeySpaceReference = referTo(
  'keySpace',
  ['id'],
  Type.String({ minLength: 3, maxLength: 255, pattern: '^[a-zA-Z0-9_]+$' }),
);
