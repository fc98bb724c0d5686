import { limitCheck, verification } from './events.js';
import type { Harness } from './harness.js';
import type { Workspace } from './seed.js';

type Verification = Parameters<typeof verification>[0];
type LimitCheck = Parameters<typeof limitCheck>[0];

/** Records usage of a workspace, as checks do, at times of the past. */
export async function recordUsage(
  { deps }: Harness,
  workspace: Workspace,
  events: {
    readonly verifications?: readonly Verification[];
    readonly limitChecks?: readonly LimitCheck[];
  },
): Promise<void> {
  const workspaceId = workspace.id;
  for (const event of events.verifications ?? []) {
    deps.recorder.verification(verification({ ...event, workspaceId }));
  }
  for (const event of events.limitChecks ?? []) {
    deps.recorder.limitCheck(limitCheck({ ...event, workspaceId }), true);
  }
  await deps.recorder.flush();
}
