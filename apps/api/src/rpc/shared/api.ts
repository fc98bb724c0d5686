import { Type } from '@sinclair/typebox';

export const ApiId = Type.String({
  minLength: 8,
  maxLength: 255,
  pattern: '^[a-zA-Z0-9_]+$',
  description: 'Id of the API, such as api_1234.',
});

export const ApiName = Type.String({ minLength: 3, maxLength: 256 });
