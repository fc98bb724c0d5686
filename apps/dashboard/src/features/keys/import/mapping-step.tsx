import { Button, Section, Select } from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { IMPORT_WORDS } from '../../../strings/key-import.js';
import { type ColumnMapping, faultOfMapping, guessMapping, IMPORT_FIELDS } from './fields.js';
import { ALGORITHMS, type Algorithm, type ImportFile, type MappedFile } from './import-file.js';
import { hashKey, planImport } from './plan.js';

const WORDS = IMPORT_WORDS;
const SAMPLE_LENGTH_MAX = 40;

export interface MappingStepProps {
  readonly file: ImportFile;
  readonly onBack: () => void;
  readonly onMapped: (mapped: MappedFile) => void;
}

export function MappingStep({ file, onBack, onMapped }: MappingStepProps): ReactNode {
  const [mapping, setMapping] = useState<ColumnMapping>(() => guessMapping(file.names));
  const [algorithm, setAlgorithm] = useState<Algorithm>('sha256');
  const [isChecking, setChecking] = useState(false);
  const fault = faultOfMapping(mapping);
  const check = async () => {
    setChecking(true);
    const plan = await planImport(file.rows, mapping, hashKey);
    // Keys that were hashed here are whole keys, so their hashes are of that kind.
    const made = mapping.includes('key') ? 'sha256' : algorithm;
    onMapped({ ...file, mapping, algorithm: made, plan });
  };
  return (
    <Section framed summary={WORDS.columnsHint} title={WORDS.columns}>
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {file.names.map((name, column) => (
            <ColumnField
              key={column}
              // A file may have columns of one name. Their places tell them apart.
              name={name || `${column + 1}`}
              onChange={(field) =>
                setMapping(mapping.map((other, index) => (index === column ? field : other)))
              }
              sample={mapping[column] === 'key' ? '' : (file.rows[0]?.[column] ?? '')}
              value={mapping[column]}
            />
          ))}
        </div>
        {mapping.includes('hash') && (
          <Select
            choices={ALGORITHMS.map((value) => ({ value, label: WORDS.algorithms[value] }))}
            label={WORDS.algorithm}
            onChange={setAlgorithm}
            value={algorithm}
          />
        )}
        {fault && (
          <p className="text-sm text-danger" role="alert">
            {WORDS.mappingFaults[fault]}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            blocked={fault && WORDS.mappingFaults[fault]}
            busy={isChecking && WORDS.checking}
            kind="primary"
            onClick={() => void check()}
          >
            {WORDS.check}
          </Button>
          <Button onClick={onBack}>{WORDS.again}</Button>
        </div>
      </div>
    </Section>
  );
}

interface ColumnFieldProps {
  readonly name: string;
  readonly sample: string;
  readonly value: ColumnMapping[number];
  readonly onChange: (field: ColumnMapping[number]) => void;
}

function ColumnField({ name, sample, value, onChange }: ColumnFieldProps): ReactNode {
  return (
    <Select<string>
      choices={[
        { value: '', label: WORDS.leaveOut },
        ...IMPORT_FIELDS.map((field) => ({ value: field, label: WORDS.fields[field] })),
      ]}
      hint={sample && `${WORDS.sample}: ${sample.slice(0, SAMPLE_LENGTH_MAX)}`}
      label={WORDS.column(name)}
      onChange={(chosen) => onChange(IMPORT_FIELDS.find((field) => field === chosen))}
      value={value ?? ''}
    />
  );
}
