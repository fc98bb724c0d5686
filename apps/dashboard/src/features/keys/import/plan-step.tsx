import { Button, formatCount, ProblemNote, Section } from '@unlatch/ui';
import { downloadText } from '@unlatch/ui/charts';
import type { ReactNode } from 'react';
import { LinkButton } from '../../../app/links.js';
import { useMay, useWorkspace } from '../../../app/session.js';
import { useApiOfPage } from '../../../app/use-api.js';
import { printCsv } from '../../../lib/csv.js';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import type { MappedFile } from './import-file.js';
import { refusedRowsOf } from './refusals.js';
import { RefusedRows } from './refused-rows.js';
import { useImport } from './use-import.js';

const WORDS = IMPORT_WORDS;

export interface PlanStepProps {
  readonly mapped: MappedFile;
  readonly onRestart: () => void;
}

/** What would be imported and what not, then the import, then what became of it. */
export function PlanStep({ mapped, onRestart }: PlanStepProps): ReactNode {
  const api = useApiOfPage();
  const { slug } = useWorkspace();
  const may = useMay('api.create_key', api.id);
  const { plan, names, rows } = mapped;
  const run = useImport(api, mapped);
  const refused = refusedRowsOf(plan, run.failures);
  const count = formatCount(plan.keys.length);
  const save = () => {
    const lines = refused.map(({ line, reason }) => [...(rows[line - 2] ?? []), line, reason]);
    const head = [...names, 'line', 'problem'];
    downloadText('keys-not-imported.csv', 'text/csv', printCsv([head, ...lines]));
  };
  return (
    <Section
      framed
      title={
        run.isOver
          ? WORDS.done(formatCount(run.imported), formatCount(refused.length))
          : WORDS.plan(count, formatCount(refused.length))
      }
    >
      <div className="flex flex-col gap-4">
        {refused.length > 0 && <RefusedRows rows={refused} />}
        {run.problem && <ProblemNote problem={run.problem} />}
        <div className="flex flex-wrap items-center gap-2">
          {!run.isOver && !run.isRunning && (
            <Button
              blocked={may.blocked ?? (plan.keys.length === 0 ? WORDS.faults.empty : undefined)}
              kind="primary"
              onClick={() => void run.start()}
            >
              {WORDS.apply(formatCount(plan.keys.length - run.imported))}
            </Button>
          )}
          {run.isRunning && (
            <>
              <span aria-live="polite" className="tabular text-sm text-quiet">
                {WORDS.busy(formatCount(run.imported), count)}
              </span>
              <Button onClick={run.stop}>{WORDS.stop}</Button>
            </>
          )}
          {run.isOver && (
            <LinkButton
              kind="primary"
              params={{ workspace: slug, apiId: api.id }}
              to="/w/$workspace/apis/$apiId/keys"
            >
              {WORDS.toKeys}
            </LinkButton>
          )}
          {refused.length > 0 && (
            <Button icon="download" onClick={save}>
              {WORDS.save}
            </Button>
          )}
          {!run.isRunning && <Button onClick={onRestart}>{WORDS.again}</Button>}
        </div>
      </div>
    </Section>
  );
}
