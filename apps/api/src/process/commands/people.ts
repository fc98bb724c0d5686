import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { inertText } from '../../lib/inert-text.js';
import { makeOperatorLink } from '../../operations/people/setup-links.js';
import { unlockPerson } from '../../operations/people/unlock-person.js';
import { serviceUrl, setupUrl } from '../banner.js';
import { noWorkspace, WorkspaceCommandError } from './operator-input.js';
import type { Outcome } from './outcome.js';
import { withDatabase } from './with-database.js';

/* Commands of the operator for people who log in. */

export async function runSetupLink(
  { workspaceId }: { workspaceId: string | undefined },
  config: Config,
  log: Logger,
): Promise<Outcome> {
  return withDatabase(config, log, async (deps) => {
    const made = await makeOperatorLink(deps, workspaceId);
    if (made === undefined) throw noWorkspace(undefined);
    const link = setupUrl(config.publicUrl ?? serviceUrl(config.host, config.port), made.token);
    return {
      exitCode: 0,
      report: `Open this link within an hour. It works once, and makes its user an owner of the
workspace ${made.workspaceId} with the name "${inertText(made.name)}". A person who has an account
gets a new password by it.

  ${link}

`,
    };
  });
}

export async function runUnlock(
  { email }: { email: string },
  config: Config,
  log: Logger,
): Promise<Outcome> {
  return withDatabase(config, log, async (deps) => {
    if (!(await unlockPerson(deps, email))) {
      throw new WorkspaceCommandError('There is no person with this e-mail address.');
    }
    return { exitCode: 0, report: 'The person may try to log in again at once.\n' };
  });
}
