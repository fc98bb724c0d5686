import { Mark } from '@unlatch/ui';
import { type ReactNode, useEffect } from 'react';
import { useStatus } from '../../app/session.js';
import { LOGIN } from '../../strings/login.js';

/** What the pages before the log-in look like: one narrow column. */
export function Door({
  title,
  summary,
  children,
}: {
  readonly title: string;
  readonly summary?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${title} · Unlatch`;
  }, [title]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col justify-center gap-5 px-5 py-10">
      <div>
        <div className="mb-4 flex items-center gap-2 text-base font-semibold">
          <Mark className="text-accent" size={22} />
          Unlatch
        </div>
        <h1 className="text-xl">{title}</h1>
        {summary && <p className="mt-1 text-sm text-quiet">{summary}</p>}
      </div>
      <InsecureNote />
      {children}
    </main>
  );
}

/** A password over a plain connection is a password that others may have. */
function InsecureNote(): ReactNode {
  const { secure, mayLogIn } = useStatus();
  if (secure) return null;
  return (
    <div className="rounded-control bg-warn-soft px-3 py-2.5 text-sm" role="note">
      <div className="font-medium">{LOGIN.insecureTitle}</div>
      {LOGIN.insecure} {mayLogIn ? '' : LOGIN.mayNot}
    </div>
  );
}
