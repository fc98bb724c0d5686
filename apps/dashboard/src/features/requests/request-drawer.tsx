import { Button, CodeBlock, CopyButton, Drawer, Facts, Id, Section, Time } from '@unlatch/ui';
import type { ReactNode } from 'react';
import { PageLink } from '../../lib/page-link.js';
import { REQUEST_WORDS } from '../../strings/requests.js';
import { type ApiRequest, StatusBadge } from './columns.js';
import { pretty, type RequestsSearch, toCurl } from './search.js';

const WORDS = REQUEST_WORDS.drawer;

interface RequestDrawerProps {
  readonly request: ApiRequest | undefined;
  readonly onClose: () => void;
  readonly onFilter: (filter: Pick<RequestsSearch, 'operation' | 'code' | 'root'>) => void;
}

export function RequestDrawer({ request, onClose, onFilter }: RequestDrawerProps): ReactNode {
  return (
    <Drawer
      actions={
        request && (
          <CopyButton
            label={WORDS.copy}
            showLabel
            text={toCurl(window.location.origin, request.path, request.requestBody)}
          />
        )
      }
      onClose={onClose}
      open={request !== undefined}
      title={request === undefined ? '' : WORDS.title(request.path)}
      width="wide"
    >
      {request && (
        <div className="flex flex-col gap-5">
          <RequestFacts request={request} />
          <Ways onFilter={onFilter} request={request} />
          <Contents request={request} />
        </div>
      )}
    </Drawer>
  );
}

function RequestFacts({ request }: { readonly request: ApiRequest }): ReactNode {
  const { requestId, time, method, path, status, code, latency, rootKeyId, ip, userAgent } =
    request;
  const given = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, value: <span className="mono break-all">{value}</span> }];
  return (
    <Facts
      facts={[
        {
          name: WORDS.request,
          value: (
            <span className="mono">
              {method} {path}
            </span>
          ),
        },
        { name: WORDS.status, value: <StatusBadge status={status} /> },
        ...(code === undefined
          ? []
          : [
              {
                name: WORDS.problem,
                value: (
                  <a
                    className="mono break-all"
                    href={`/docs/errors/${code}`}
                    rel="noreferrer"
                    target="_blank"
                  >
                    {code}
                  </a>
                ),
              },
            ]),
        { name: WORDS.time, value: <Time format="absolute" value={time} /> },
        { name: WORDS.took, value: `${latency.toFixed(2)} ms` },
        ...given(WORDS.rootKey, rootKeyId),
        ...given(WORDS.address, ip),
        ...given(WORDS.client, userAgent),
        { name: REQUEST_WORDS.find, value: <Id id={requestId} /> },
      ]}
    />
  );
}

function Ways({
  request,
  onFilter,
}: Pick<RequestDrawerProps, 'onFilter'> & {
  readonly request: ApiRequest;
}): ReactNode {
  const { requestId, rootKeyId, path, code } = request;
  const isVerification = path.endsWith('keys.verifyKey');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      {rootKeyId !== undefined && (
        <Button onClick={() => onFilter({ root: [rootKeyId] })}>{WORDS.sameRoot}</Button>
      )}
      <Button onClick={() => onFilter({ operation: [WORDS.title(path)] })}>
        {WORDS.sameOperation}
      </Button>
      {code !== undefined && (
        <Button onClick={() => onFilter({ code: [code] })}>{WORDS.sameProblem}</Button>
      )}
      {isVerification ? (
        <PageLink page="verify" search={{ explain: requestId }}>
          {WORDS.explain}
        </PageLink>
      ) : (
        <PageLink page="audit" search={{ request: [requestId] }}>
          {WORDS.changes}
        </PageLink>
      )}
    </div>
  );
}

function Contents({ request }: { readonly request: ApiRequest }): ReactNode {
  const { requestHeaders, requestBody, responseBody } = request;
  if (requestHeaders === undefined && requestBody === undefined && responseBody === undefined) {
    return <p className="text-sm text-quiet">{WORDS.noContents}</p>;
  }
  const parts = [
    { title: WORDS.headers, code: requestHeaders?.join('\n') },
    { title: WORDS.body, code: requestBody && pretty(requestBody) },
    { title: WORDS.answer, code: responseBody && pretty(responseBody) },
  ];
  return (
    <>
      {parts.map(
        ({ title, code }) =>
          code && (
            <Section key={title} title={title}>
              <CodeBlock code={code} label={WORDS.text(title)} />
            </Section>
          ),
      )}
    </>
  );
}
