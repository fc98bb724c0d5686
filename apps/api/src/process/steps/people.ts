import type { Caches } from '../../engine/caches/caches.js';
import { PasswordHasher } from '../../engine/people/password-hasher.js';
import { People } from '../../engine/people/people.js';
import { PeopleVault } from '../../engine/vault/people-vault.js';
import type { Db } from '../../store/database/database.js';
import { readInstallationSecret } from '../../store/people/installation-secrets.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';

interface PeopleParts {
  readonly people: People;
}

/** People who log in. It reads what all processes of the installation share. */
export const people: Step<
  Pick<Basics, 'clock' | 'log' | 'config'> & { readonly db: Db; readonly caches: Caches },
  PeopleParts
> = {
  name: 'people',
  async start({ clock, log, config: { masterKeys }, db, caches }) {
    const nowMs = clock.nowMs();
    const csrf = await readInstallationSecret(db, { name: 'csrf', nowMs });
    const device = await readInstallationSecret(db, { name: 'device', nowMs });
    const challenge = await readInstallationSecret(db, { name: 'challenge', nowMs });
    return {
      people: new People({
        db,
        sessions: caches.sessions,
        secrets: { csrf, device, challenge },
        hasher: new PasswordHasher(),
        vault: new PeopleVault({
          masterKeys,
          onUnreadable: (err) =>
            log.error({ event: 'secret_unreadable', err }, 'a secret of a person does not open'),
        }),
        onUnwritten: (err) => log.warn({ event: 'people_not_written', err }),
      }),
    };
  },
  stop: (given) => given.people.stop(),
  stopLimitMs: STOP_TIMES.databaseClientsMs,
};
