import { Type } from '@sinclair/typebox';

export const KeyPrefix = Type.String({
  minLength: 1,
  maxLength: 16,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Put before the key with an underscore, so that people recognise it.',
});

export const KeyByteLength = Type.Integer({
  minimum: 16,
  maximum: 255,
  description: 'Random bytes in the key.',
});
