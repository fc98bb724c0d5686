import type { Static } from '@sinclair/typebox';
import type { Override as OverrideShape } from '@unlatch/contract/shapes/override';
import type { Override } from '../../domain/rate-limit/namespace.js';

export function presentOverride(override: Override): Static<typeof OverrideShape> {
  const { id, identifier, limit, windowMs } = override;
  return { overrideId: id, identifier, limit, duration: windowMs };
}
