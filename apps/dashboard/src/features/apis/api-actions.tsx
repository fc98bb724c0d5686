import { useLocation } from '@tanstack/react-router';
import { Button } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { LinkButton } from '../../app/links.js';
import { useMay, useWorkspace } from '../../app/session.js';
import { API_WORDS } from '../../strings/apis.js';

const WORDS = API_WORDS.actions;

/** What an API is there for. Not on the pages that do it. */
export function ApiActions({ apiId }: { readonly apiId: string }): ReactNode {
  const { slug } = useWorkspace();
  const { pathname } = useLocation();
  const { allowed, blocked } = useMay('api.create_key', apiId);
  if (/\/keys\/(?:new|import)$/.test(pathname)) return null;
  if (!allowed) {
    return (
      <Button blocked={blocked} icon="plus" kind="primary">
        {WORDS.createKey}
      </Button>
    );
  }
  const params = { workspace: slug, apiId };
  return (
    <>
      <LinkButton icon="upload" params={params} to="/w/$workspace/apis/$apiId/keys/import">
        {WORDS.importKeys}
      </LinkButton>
      <LinkButton
        icon="plus"
        kind="primary"
        params={params}
        to="/w/$workspace/apis/$apiId/keys/new"
      >
        {WORDS.createKey}
      </LinkButton>
    </>
  );
}
