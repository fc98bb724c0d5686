import { Type } from '@sinclair/typebox';

export const KeyPrefix = Type.String({
  minLength: 1,
  maxLength: 16,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Text before the key, followed by an underscore, so that people recognise the key.',
});

export const KeyByteLength = Type.Integer({
  minimum: 16,
  maximum: 255,
  description: 'Number of random bytes in the key.',
});
