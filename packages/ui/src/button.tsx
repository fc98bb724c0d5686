import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icons.js';
import { cx } from './lib/class-names.js';

/** `primary` is for the one main act of a page, `danger` for what cannot be taken back. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

const SHARED =
  'inline-flex items-center justify-center gap-1.5 rounded-control text-sm font-medium whitespace-nowrap select-none transition-colors duration-(--motion) disabled:opacity-55 aria-disabled:opacity-55';

const KINDS: Readonly<Record<ButtonKind, string>> = {
  primary: 'bg-accent text-on-accent not-disabled:hover:bg-accent-strong',
  secondary: 'border border-line-strong bg-surface text-text not-disabled:hover:bg-hover',
  quiet: 'text-text not-disabled:hover:bg-hover',
  danger: 'bg-danger text-on-danger not-disabled:hover:bg-danger-strong',
};

interface Look {
  readonly kind?: ButtonKind | undefined;
  readonly icon?: IconName | undefined;
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  /** What the button does just now, such as "Rotating…". It cannot be pressed then. */
  readonly busy?: string | false | undefined;
  /** Why it cannot be pressed. It stays in reach of the keyboard, and says so. */
  readonly blocked?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button({
  kind = 'secondary',
  icon,
  busy,
  blocked,
  children,
  className,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps): ReactNode {
  const isBusy = typeof busy === 'string';
  const isIdle = !isBusy && blocked === undefined;
  return (
    <button
      {...rest}
      aria-disabled={isIdle ? undefined : true}
      className={cx(SHARED, KINDS[kind], 'h-control px-3', className)}
      onClick={isIdle ? onClick : (event) => event.preventDefault()}
      title={blocked ?? rest.title}
      type={type}
    >
      {icon && <Icon name={icon} />}
      {isBusy ? busy : children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'busy'> {
  /** What it does, for those who do not see the icon. */
  readonly label: string;
  readonly icon: IconName;
}

export function IconButton({
  label,
  icon,
  kind = 'quiet',
  className,
  blocked,
  onClick,
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={blocked === undefined ? undefined : true}
      aria-label={label}
      className={cx(SHARED, KINDS[kind], 'size-control shrink-0', className)}
      onClick={blocked === undefined ? onClick : (event) => event.preventDefault()}
      title={blocked ?? rest.title ?? label}
    >
      <Icon name={icon} />
    </button>
  );
}

export interface LinkButtonProps extends AnchorHTMLAttributes<HTMLAnchorElement>, Look {
  readonly ref?: Ref<HTMLAnchorElement> | undefined;
}

/** Looks like a button and is a link: it can be opened in a new tab. */
export function LinkButton({
  kind = 'secondary',
  icon,
  children,
  className,
  ...rest
}: LinkButtonProps): ReactNode {
  return (
    <a {...rest} className={cx(SHARED, KINDS[kind], 'h-control px-3 no-underline', className)}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}
