import type { FieldProps } from './field.js';

export interface ComboboxItem {
  readonly value: string;
  readonly label: string;
  /** Beside the label, such as an id. */
  readonly note?: string | undefined;
}

export interface ComboboxProps extends FieldProps {
  readonly value: ComboboxItem | null;
  readonly onChange: (item: ComboboxItem | null) => void;
  /** What the service found for `search`. */
  readonly items: readonly ComboboxItem[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly isLoading?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** For things that may be made here: called with the text that nothing matches. */
  readonly onCreate?: ((text: string) => void) | undefined;
}
