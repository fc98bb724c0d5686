import { Button, EmptyState, ErrorState, Page, PageHeader, ProblemNote } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { SQL_WORDS as WORDS } from '../../../strings/analytics.js';
import { AnalyticsTabs } from '../analytics-tabs.js';
import { operationOf } from './complete.js';
import { EXAMPLES } from './examples.js';
import { ResultTable } from './result-table.js';
import { SqlEditor } from './sql-editor.js';
import { SqlSide } from './sql-side.js';
import { useQueryRun } from './use-query.js';

const NO_SCHEMA = { tables: [], functions: [] };

export function SqlPage(): ReactNode {
  const [query, setQuery] = useState<string>(EXAMPLES[0].query);
  const schema = useRead('analytics.getTables', {}, { staleMs: Number.POSITIVE_INFINITY });
  const status = useRead('analytics.status', {}, { staleMs: 60_000 });
  const { run, stop, isRunning, result, problem } = useQueryRun();
  const known = schema.data ?? NO_SCHEMA;
  const start = () => run(query, operationOf(query, known));
  if (schema.problem !== undefined && schema.data === undefined) {
    return (
      <Page>
        <ErrorState onRetry={() => void schema.refetch()} problem={schema.problem} />
      </Page>
    );
  }
  return (
    <Page full>
      <PageHeader summary={WORDS.summary} title={WORDS.title} />
      <AnalyticsTabs current="sql" />
      <div className="grid min-w-0 gap-5 lg:grid-cols-[minmax(0,1fr)_260px]">
        <div className="flex min-w-0 flex-col gap-3">
          {status.data?.engine === 'off' && <p className="text-sm text-warn">{WORDS.engineOff}</p>}
          <SqlEditor onChange={setQuery} onRun={start} schema={known} value={query} />
          <div className="flex flex-wrap items-center gap-2">
            <Button busy={isRunning && WORDS.running} icon="play" kind="primary" onClick={start}>
              {WORDS.run}
            </Button>
            {isRunning && <Button onClick={stop}>{WORDS.stop}</Button>}
          </div>
          {problem && <ProblemNote problem={problem} />}
          {result === undefined && !problem && (
            <EmptyState icon="table" title={WORDS.idleTitle}>
              {WORDS.idle}
            </EmptyState>
          )}
          {result && <ResultTable result={result} />}
        </div>
        <SqlSide onChoose={setQuery} query={query} schema={known} />
      </div>
    </Page>
  );
}
