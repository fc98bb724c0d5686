import { Button, formatMoment, IconButton, Select, useTimeZone } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { USAGE_WORDS as WORDS } from '../strings/usage.js';
import { PRESETS, type Preset, type RangeSearch, USUAL_PRESET } from './range.js';

interface RangePickerProps {
  readonly search: RangeSearch;
  /** Gets every field of a range: those that are absent are to leave the address. */
  readonly onChange: (range: RangeChange) => void;
  readonly presets?: readonly Preset[];
  readonly usual?: Preset;
  readonly onRefresh?: () => void;
}

export interface RangeChange {
  readonly range: Preset | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** A range that was dragged over a chart stands beside the presets until it is left. */
export function RangePicker(props: RangePickerProps): ReactNode {
  const { search, onChange, presets = PRESETS, usual = USUAL_PRESET, onRefresh } = props;
  const zone = useTimeZone();
  const { from, to } = search;
  const isChosen = from !== undefined && to !== undefined;
  const choices = presets.map((preset) => ({ value: preset, label: WORDS.presets[preset] }));
  return (
    <div className="flex flex-wrap items-center gap-2">
      {isChosen ? (
        <Button
          icon="close"
          onClick={() => onChange({ range: undefined, from: undefined, to: undefined })}
          title={WORDS.leaveCustom}
        >
          <span className="sr-only">{WORDS.leaveCustom}: </span>
          <span className="tabular">
            {formatMoment(from, zone)} – {formatMoment(to, zone)}
          </span>
        </Button>
      ) : (
        <Select
          choices={choices}
          className="w-40"
          hideLabel
          label={WORDS.range}
          onChange={(range) => onChange({ range, from: undefined, to: undefined })}
          value={search.range ?? usual}
        />
      )}
      {onRefresh && <IconButton icon="refresh" label={WORDS.refresh} onClick={onRefresh} />}
    </div>
  );
}
