import { ErrorState, Page, PageHeader, Skeleton } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { useRead } from '../../rpc/hooks.js';
import { ACCOUNT } from '../../strings/account.js';
import { AuthenticatorSection } from './authenticator-section.js';
import { PasskeysSection } from './passkeys-section.js';
import { PasswordSection } from './password-section.js';

export function SecurityPage(): ReactNode {
  const account = useRead('account.getAccount', {});
  const factors = useRead('account.getSecondFactors', {});
  const problem = account.problem ?? factors.problem;
  const retry = () => {
    void account.refetch();
    void factors.refetch();
  };
  return (
    <Page>
      <PageHeader summary={ACCOUNT.securitySummary} title={ACCOUNT.security} />
      {problem && <ErrorState onRetry={retry} problem={problem} />}
      {!problem && !account.data && <Skeleton className="h-40" />}
      {account.data && <PasswordSection account={account.data} />}
      {factors.data && (
        <>
          <AuthenticatorSection factors={factors.data} />
          <PasskeysSection factors={factors.data} />
        </>
      )}
    </Page>
  );
}
