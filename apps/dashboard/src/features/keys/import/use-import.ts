import { useRef, useState } from 'react';
import type { Api } from '../../../rpc/answers.js';
import { useCall, useInvalidate } from '../../../rpc/hooks.js';
import { type RpcProblem, toProblem } from '../../../rpc/problem.js';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import type { MappedFile } from './import-file.js';
import { inBatches, KEYS_PER_REQUEST } from './plan.js';
import type { Failure } from './refusals.js';

/*
 * Sends the keys of a plan, batch by batch. Invariants:
 * - A batch is imported whole or not at all.
 * - Each batch has an idempotency key of its own. Starting again after a cut connection sends it
 *   again and imports nothing twice.
 * - After the first refusal or `stop`, no further batch begins. `start` goes on with the first one
 *   that has no answer.
 */

interface Progress {
  readonly next: number;
  readonly imported: number;
  readonly failures: readonly Failure[];
}

export function useImport(api: Api, { plan, algorithm }: MappedFile) {
  const call = useCall();
  const invalidate = useInvalidate();
  const [progress, setProgress] = useState<Progress>({ next: 0, imported: 0, failures: [] });
  const [problem, setProblem] = useState<RpcProblem>();
  const [isRunning, setRunning] = useState(false);
  const batches = inBatches(plan.keys, KEYS_PER_REQUEST);
  const importId = useRef(crypto.randomUUID());
  const stopped = useRef(false);
  const send = async () => {
    const name = IMPORT_WORDS.migrationName(api.name, new Date().toISOString().slice(0, 10));
    const { migrationId } = await call(
      'migrations.createMigration',
      { name: name.slice(0, 255), algorithm },
      { idempotencyKey: importId.current },
    );
    let done = progress;
    for (const [index, batch] of batches.entries()) {
      if (index < done.next) continue;
      if (stopped.current) return;
      const { migrated, failures } = await call(
        'keys.migrateKeys',
        { migrationId, apiId: api.id, keys: batch.map(({ data }) => data) },
        { idempotencyKey: `${importId.current}:${index}` },
      );
      done = {
        next: index + 1,
        imported: done.imported + migrated.length,
        failures: [...done.failures, ...failures],
      };
      setProgress(done);
    }
  };
  const start = async () => {
    stopped.current = false;
    setProblem(undefined);
    setRunning(true);
    try {
      await send();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setRunning(false);
      await invalidate('apis.listKeys', 'apis.countKeys', 'identities.listIdentities');
    }
  };
  return {
    start,
    stop: () => {
      stopped.current = true;
    },
    imported: progress.imported,
    failures: progress.failures,
    problem,
    isRunning,
    isOver: progress.next === batches.length && batches.length > 0,
  };
}
