export {
  Button,
  type ButtonKind,
  type ButtonProps,
  IconButton,
  type IconButtonProps,
  LinkButton,
  type LinkButtonProps,
} from './button.js';
export { CodeBlock, type CodeBlockProps } from './data/code-block.js';
export { CopyButton, type CopyButtonProps } from './data/copy-button.js';
export { Id } from './data/id.js';
export { Count, type CountProps, formatCount, formatShare } from './data/numbers.js';
export { SecretOnce, type SecretOnceProps, type Snippet, Snippets } from './data/secret-once.js';
export { Time, type TimeProps, useTimeZone } from './data/time.js';
export { Badge, type BadgeKind, type BadgeProps, OutcomeBadge } from './feedback/badge.js';
export { OUTCOMES, type OutcomeLook, outcomeLook } from './feedback/outcomes.js';
export { ProblemNote } from './feedback/problem-note.js';
export {
  EmptyState,
  type EmptyStateProps,
  ErrorState,
  type ErrorStateProps,
  Skeleton,
} from './feedback/states.js';
export { ToastRegion, useToast } from './feedback/toast.js';
export type { ToastMessage } from './feedback/toast-message.js';
export { Tooltip, type TooltipProps } from './feedback/tooltip.js';
export { Combobox } from './fields/combobox.js';
export type { ComboboxItem, ComboboxProps } from './fields/combobox-props.js';
export { Form, FormError, type FormProps } from './fields/form.js';
export { NumberField, type NumberFieldProps } from './fields/number-field.js';
export { SearchField, type SearchFieldProps } from './fields/search-field.js';
export { type Choice, Select, type SelectProps } from './fields/select.js';
export {
  TextArea,
  type TextAreaProps,
  TextField,
  type TextFieldProps,
} from './fields/text-field.js';
export {
  Checkbox,
  type CheckboxProps,
  RadioGroup,
  type RadioGroupProps,
  Switch,
} from './fields/toggles.js';
export { Icon, type IconName, Mark } from './icons.js';
export { type Fact, Facts } from './layout/facts.js';
export {
  Page,
  PageHeader,
  type PageHeaderProps,
  Section,
  type SectionProps,
} from './layout/page.js';
export { type Tab, TabLinks, Tabs, type TabsProps, tabLinkClass } from './layout/tabs.js';
export { cx } from './lib/class-names.js';
export type { ProblemShown, Violation } from './lib/problem.js';
export { formatMoment, formatRelative, type TimeZone } from './lib/time-format.js';
export { useIsNarrow } from './lib/use-is-narrow.js';
export { ConfirmDialog, type ConfirmDialogProps } from './overlays/confirm-dialog.js';
export { Dialog, Drawer } from './overlays/dialog.js';
export type { DialogProps, DrawerProps } from './overlays/dialog-props.js';
export { Menu } from './overlays/menu.js';
export type { MenuGroup, MenuItem, MenuProps } from './overlays/menu-props.js';
export type { Column, Selection, Sort } from './table/columns.js';
export { DataTable, type DataTableProps } from './table/data-table.js';
export { FilterBar, type FilterBarProps, type FilterChip, ListCount } from './table/filter-bar.js';
export { UiProvider } from './ui-provider.js';
