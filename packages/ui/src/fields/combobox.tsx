import { lazy, type ReactNode, Suspense } from 'react';
import { cx } from '../lib/class-names.js';
import type { ComboboxProps } from './combobox-props.js';
import { CONTROL, Field } from './field.js';

const ComboboxControl = lazy(async () => {
  const { ComboboxControl: component } = await import('./combobox-control.js');
  return { default: component };
});

/** A choice among more things than a list can show: the service searches. */
export function Combobox(props: ComboboxProps): ReactNode {
  return (
    <Suspense fallback={<Closed {...props} />}>
      <ComboboxControl {...props} />
    </Suspense>
  );
}

/** What is seen of it while it is loaded. It is as large. */
function Closed(props: ComboboxProps): ReactNode {
  return (
    <Field {...props}>
      {(ids) => (
        <input
          {...ids}
          className={cx(CONTROL, 'h-control')}
          disabled
          placeholder={props.placeholder}
          value={props.value?.label ?? ''}
        />
      )}
    </Field>
  );
}
