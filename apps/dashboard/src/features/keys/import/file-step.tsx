import { Section } from '@unlatch/ui';
import { type ReactNode, useId, useState } from 'react';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import { FILE_BYTES_MAX, type ImportFile, ROWS_MAX, readImportFile } from './import-file.js';

const WORDS = IMPORT_WORDS;

/** The file is read in the browser. Nothing of it is sent before the reader has seen the plan. */
export function FileStep({ onFile }: { readonly onFile: (file: ImportFile) => void }): ReactNode {
  const [fault, setFault] = useState<string>();
  const id = useId();
  const read = async (picked: File | undefined) => {
    if (picked === undefined) return;
    if (picked.size > FILE_BYTES_MAX) return setFault(WORDS.tooLarge);
    const result = readImportFile(await picked.text());
    if (result.ok) return onFile(result.file);
    return setFault(wordOf(result));
  };
  return (
    <Section framed title={WORDS.file}>
      <div className="flex flex-col gap-2">
        <label className="text-sm font-medium" htmlFor={id}>
          {WORDS.choose}
        </label>
        <input
          accept=".csv,text/csv,text/plain"
          aria-describedby={`${id}-hint`}
          className="text-sm file:mr-3 file:h-control file:rounded-control file:border file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-medium file:text-text"
          id={id}
          onChange={(event) => void read(event.target.files?.[0])}
          type="file"
        />
        <p className="text-xs text-quiet" id={`${id}-hint`}>
          {WORDS.fileHint(ROWS_MAX.toLocaleString('en'))}
        </p>
        {!isSecureContext && <p className="text-sm text-warn">{WORDS.insecure}</p>}
        {fault && (
          <p className="text-sm text-danger" role="alert">
            {fault}
          </p>
        )}
      </div>
    </Section>
  );
}

function wordOf({
  fault,
  line,
}: {
  readonly fault: keyof typeof WORDS.faults;
  readonly line: number;
}) {
  return fault === 'empty' ? WORDS.faults.empty : WORDS.faults[fault](line);
}
