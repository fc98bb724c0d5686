/** What a scraper reads in the text exposition format, version 0.0.4. Throws at anything else. */
export interface Exposition {
  readonly described: ReadonlyMap<string, { readonly help: string; readonly type: string }>;
  /** By name and labels, as written there. */
  readonly samples: ReadonlyMap<string, number>;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const HELP_LINE = new RegExp(`^# HELP (${NAME}) (.+)$`);
const TYPE_LINE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const SAMPLE_LINE = new RegExp(`^((${NAME})(?:\\{${LABEL}(?:,${LABEL})*\\})?) (\\S+)$`);
const NUMBER = /^(?:[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|Inf)|NaN|Nan)$/i;

export function parseExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const described = new Map<string, { help: string; type: string }>();
  const samples = new Map<string, number>();
  let current = { name: '', help: '', type: '' };
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, helpName, help] = HELP_LINE.exec(line) ?? [];
    const [, typeName, type] = TYPE_LINE.exec(line) ?? [];
    if (helpName !== undefined && help !== undefined) {
      if (described.has(helpName)) throw new Error(`${helpName} is described twice`);
      current = { name: helpName, help, type: '' };
    } else if (typeName !== undefined && type !== undefined) {
      if (typeName !== current.name) throw new Error(`a type out of place: ${line}`);
      current = { ...current, type };
      described.set(typeName, { help: current.help, type });
    } else {
      addSample(line, current, samples);
    }
  }
  checkHistograms(described, samples);
  return { described, samples };
}

function addSample(
  line: string,
  { name, type }: { name: string; type: string },
  samples: Map<string, number>,
): void {
  const [, sample, sampleName, number] = SAMPLE_LINE.exec(line) ?? [];
  if (sample === undefined || sampleName === undefined || number === undefined) {
    throw new Error(`this is no sample: ${line}`);
  }
  const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  if (!suffixes.some((suffix) => sampleName === `${name}${suffix}`)) {
    throw new Error(`a sample of nothing: ${line}`);
  }
  if (!NUMBER.test(number)) throw new Error(`this is no number: ${line}`);
  if (samples.has(sample)) throw new Error(`a sample comes twice: ${line}`);
  samples.set(sample, number === '+Inf' ? Number.POSITIVE_INFINITY : Number(number));
}

/** Checks that the buckets of a histogram never go down, and that the last one holds everything. */
function checkHistograms(described: Exposition['described'], samples: Exposition['samples']): void {
  for (const [name, { type }] of described) {
    if (type !== 'histogram') continue;
    const counts = [...samples].filter(([sample]) => sample.startsWith(`${name}_count`));
    for (const [sample, count] of counts) {
      const buckets = [...samples].filter(
        ([other]) => other.startsWith(`${name}_bucket{`) && withoutBound(other, name) === sample,
      );
      const values = buckets.map(([, value]) => value);
      if (values.some((value, index) => value < (values[index - 1] ?? 0))) {
        throw new Error(`the buckets of ${sample} go down`);
      }
      if (values.at(-1) !== count) throw new Error(`the buckets of ${sample} do not hold it`);
    }
  }
}

/** The name of the count sample that a bucket belongs to. */
function withoutBound(bucket: string, name: string): string {
  const labels = bucket.slice(`${name}_bucket{`.length, -1).split(/,(?=[a-z_]+=")/i);
  const others = labels.filter((label) => !label.startsWith('le=')).join(',');
  return others === '' ? `${name}_count` : `${name}_count{${others}}`;
}
