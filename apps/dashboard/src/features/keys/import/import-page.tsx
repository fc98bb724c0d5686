import { Section } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import { FileStep } from './file-step.js';
import type { ImportFile, MappedFile } from './import-file.js';
import { MappingStep } from './mapping-step.js';
import { PlanStep } from './plan-step.js';

/** Three steps: a file, what its columns are, what would be imported and then is. */
export function ImportPage(): ReactNode {
  const [file, setFile] = useState<ImportFile>();
  const [mapped, setMapped] = useState<MappedFile>();
  const restart = () => {
    setFile(undefined);
    setMapped(undefined);
  };
  return (
    <Section summary={IMPORT_WORDS.summary} title={IMPORT_WORDS.title}>
      <div className="max-w-200">
        {file === undefined && <FileStep onFile={setFile} />}
        {file !== undefined && mapped === undefined && (
          <MappingStep file={file} onBack={restart} onMapped={setMapped} />
        )}
        {mapped !== undefined && <PlanStep mapped={mapped} onRestart={restart} />}
      </div>
    </Section>
  );
}
