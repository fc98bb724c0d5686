import { type Static, Type } from '@sinclair/typebox';
import type { Override } from '../../domain/rate-limit/namespace.js';
import { closed } from './fields.js';

export const OverrideDetails = closed({
  overrideId: Type.String(),
  identifier: Type.String({ description: 'As it was set, with its wildcards.' }),
  limit: Type.Integer({ format: 'int64', description: '0 lets nothing pass.' }),
  duration: Type.Integer({ format: 'int64', description: 'Length of the window in milliseconds.' }),
});

export function presentOverride(override: Override): Static<typeof OverrideDetails> {
  const { id, identifier, limit, windowMs } = override;
  return { overrideId: id, identifier, limit, duration: windowMs };
}
