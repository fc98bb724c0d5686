import { Button, IconButton, Menu, useToast } from '@unlatch/ui';
import { downloadText } from '@unlatch/ui/charts';
import { type ReactNode, useRef, useState } from 'react';
import { useCall } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import { KEY_LIST_WORDS } from '../../../strings/key-list.js';
import { type ExportFormat, exportKeys } from './export-keys.js';
import type { KeyListRequest } from './filters.js';

const WORDS = KEY_LIST_WORDS.export;
const FILES = {
  csv: { name: 'keys.csv', type: 'text/csv' },
  json: { name: 'keys.ndjson', type: 'application/x-ndjson' },
} as const;

/** Every key of the list as it is filtered and sorted, not only those that are loaded. */
export function ExportMenu({ request }: { readonly request: KeyListRequest }): ReactNode {
  const call = useCall();
  const toast = useToast();
  const [count, setCount] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  const run = async (format: ExportFormat) => {
    const controller = new AbortController();
    stop.current = controller;
    setCount(0);
    let last = 0;
    const parts = await exportKeys({
      format,
      readPage: (cursor) => call('apis.listKeys', { ...request, cursor, limit: 100 }),
      onProgress: (done) => {
        last = done;
        setCount(done);
      },
      signal: controller.signal,
    });
    if (parts === undefined) return toast.show({ text: WORDS.stopped(last.toLocaleString('en')) });
    downloadText(FILES[format].name, FILES[format].type, parts.join(''));
    return toast.show({ text: WORDS.done(last.toLocaleString('en')) });
  };
  const start = (format: ExportFormat) => {
    run(format)
      .catch((error: unknown) => toast.show({ kind: 'failed', text: toProblem(error).detail }))
      .finally(() => setCount(undefined));
  };
  if (count !== undefined) {
    return (
      <Button icon="close" onClick={() => stop.current?.abort()} title={WORDS.stop}>
        <span aria-live="polite">{WORDS.busy(count.toLocaleString('en'))}</span>
      </Button>
    );
  }
  return (
    <Menu
      groups={[
        {
          items: [
            { label: WORDS.csv, onSelect: () => start('csv') },
            { label: WORDS.json, onSelect: () => start('json') },
          ],
        },
      ]}
      label={WORDS.label}
      trigger={<IconButton icon="download" label={WORDS.label} />}
    />
  );
}
