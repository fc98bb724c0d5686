import type { ReactNode } from 'react';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names with their values, such as the settings of a key. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="grid grid-cols-1 gap-x-6 text-sm sm:grid-cols-[minmax(120px,max-content)_1fr]">
      {facts.map(({ name, value }) => (
        <div className="contents" key={name}>
          <dt className="pt-1.5 text-quiet sm:pb-1.5">{name}</dt>
          <dd className="min-w-0 pb-1.5 break-words sm:pt-1.5">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
