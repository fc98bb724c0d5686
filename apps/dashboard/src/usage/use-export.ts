import { useToast } from '@unlatch/ui';
import { csvField, downloadText } from '@unlatch/ui/charts';
import { useRef, useState } from 'react';
import { readAllPages } from '../lib/read-all-pages.js';
import type { ListPage } from '../rpc/call.js';
import { toProblem } from '../rpc/problem.js';
import { EXPORT_WORDS as WORDS } from '../strings/export.js';

/** A browser holds the whole file in memory. Larger exports are for the command line. */
const ITEMS_MAX = 20_000;

interface ExportOptions<Item> {
  readonly fileName: string;
  readonly readPage: (cursor: string | undefined) => Promise<ListPage<Item>>;
  readonly columns: readonly string[];
  readonly rowOf: (item: Item) => readonly (string | number | null | undefined)[];
}

/** Saves everything that a list has with its filters, as CSV or as JSON. */
export function useExport<Item>({ fileName, readPage, columns, rowOf }: ExportOptions<Item>) {
  const toast = useToast();
  const [progress, setProgress] = useState<number>();
  const abort = useRef<AbortController>(undefined);
  const run = async (format: 'csv' | 'json') => {
    const controller = new AbortController();
    abort.current = controller;
    setProgress(0);
    try {
      const options = { itemsMax: ITEMS_MAX, signal: controller.signal, onProgress: setProgress };
      const { items, isComplete } = await readAllPages(readPage, options);
      if (controller.signal.aborted) return;
      const rows = items.map((item) => rowOf(item).map((value) => csvField(String(value ?? ''))));
      const csv = [columns, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
      if (format === 'csv') downloadText(`${fileName}.csv`, 'text/csv', csv);
      else downloadText(`${fileName}.json`, 'application/json', JSON.stringify(items, null, 2));
      toast.show(
        isComplete
          ? { text: WORDS.done(items.length) }
          : { kind: 'failed', text: WORDS.cut(items.length) },
      );
    } catch (error) {
      toast.show({ kind: 'failed', text: toProblem(error).detail });
    } finally {
      setProgress(undefined);
    }
  };
  return {
    run: (format: 'csv' | 'json') => void run(format),
    stop: () => abort.current?.abort(),
    progress,
  };
}
