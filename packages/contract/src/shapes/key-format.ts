import { Type } from '@sinclair/typebox';
import { KEY_PREFIX_PATTERN } from './text.js';

export const KeyPrefix = Type.String({
  minLength: 1,
  maxLength: 16,
  pattern: KEY_PREFIX_PATTERN,
  description:
    'Text before the key, followed by an underscore, so that people recognise the key. Not unkey, nor a text that begins with unkey_: so do root keys.',
});

export const KeyByteLength = Type.Integer({
  minimum: 16,
  maximum: 255,
  description: 'Number of random bytes in the key.',
});
