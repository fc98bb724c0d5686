import type { Migration } from 'kysely';
import * as initial from './0001-initial.js';
import * as events from './0002-events.js';
import * as eventBatches from './0003-event-batches.js';
import * as judgedAnswers from './0004-judged-answers.js';
import * as quotas from './0005-quotas.js';
import * as hashesPerWorkspace from './0006-hashes-per-workspace.js';
import * as workspaceSettings from './0007-workspace-settings.js';
import * as metaUncompressed from './0008-meta-uncompressed.js';
import * as boundedSums from './0009-bounded-sums.js';
import * as deletedRows from './0010-deleted-rows.js';
import * as search from './0011-search.js';
import * as rootKeyUrns from './0012-root-key-urns.js';
import * as billableSums from './0013-billable-sums.js';
import * as deletedWorkspaces from './0014-deleted-workspaces.js';
import * as auditRequests from './0015-audit-requests.js';
import * as eventOutbox from './0016-event-outbox.js';
import * as requestLog from './0017-request-log.js';
import * as people from './0018-people.js';
import * as team from './0019-team.js';
import * as secondFactors from './0020-second-factors.js';

/**
 * What a migration means for a program that does not know it, however old that program is.
 *
 * - `compatible`: that program goes on working, during the migration and after it.
 * - `breaking`: that program must not work on the database any more.
 *
 * CONTRIBUTING.md, "Write a migration", says how to decide. In doubt it is `breaking`: a mark that
 * is too strict costs a stop of the service, and one that is too loose costs wrong answers.
 */
export type MigrationKind = 'compatible' | 'breaking';

export interface SchemaMigration {
  readonly kind: MigrationKind;
  /** Runs in one transaction with all other migrations that the database lacks. */
  readonly up: Migration['up'];
}

/** Listed by hand, in order of their names. A migration that has been released never changes. */
export const MIGRATIONS: Readonly<Record<string, SchemaMigration>> = {
  '0001-initial': initial,
  '0002-events': events,
  '0003-event-batches': eventBatches,
  '0004-judged-answers': judgedAnswers,
  '0005-quotas': quotas,
  '0006-hashes-per-workspace': hashesPerWorkspace,
  '0007-workspace-settings': workspaceSettings,
  '0008-meta-uncompressed': metaUncompressed,
  '0009-bounded-sums': boundedSums,
  '0010-deleted-rows': deletedRows,
  '0011-search': search,
  '0012-root-key-urns': rootKeyUrns,
  '0013-billable-sums': billableSums,
  '0014-deleted-workspaces': deletedWorkspaces,
  '0015-audit-requests': auditRequests,
  '0016-event-outbox': eventOutbox,
  '0017-request-log': requestLog,
  '0018-people': people,
  '0019-team': team,
  '0020-second-factors': secondFactors,
};
