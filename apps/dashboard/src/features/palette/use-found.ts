import type { PaletteGroup, PaletteItem } from '@unlatch/ui/palette';
import { mayDo } from '../../app/may.js';
import { useList } from '../../rpc/hooks.js';
import { PALETTE } from '../../strings/palette.js';
import { useOpenWorkspace } from './use-open-workspace.js';

const SHOWN = 5;
const LETTERS_MIN = 2;
const REQUEST_ID = /^req_\w+$/;
const KEY_ID = /^key_\w+$/;
/** Keys are searched in these many APIs at most: each is a request of its own. */
const KEYS_APIS_MAX = 1;

interface Options {
  readonly search: string;
  readonly go: (path: string) => void;
}

/**
 * What the service finds in the workspace of the page. A kind that the person may not read is not
 * asked for. Keys are searched in one API: that of the page, or the first one.
 */
export function useFound({ search, go }: Options) {
  const workspace = useOpenWorkspace();
  const base = `/w/${workspace?.slug ?? ''}`;
  const grants = workspace?.grants ?? [];
  const isWanted = workspace !== undefined && search.length >= LETTERS_MIN;
  const of = (right: string) => ({
    enabled: isWanted && mayDo(grants, right).allowed,
    keepPrevious: true,
  });
  const body = { search, limit: SHOWN };
  const apis = useList('apis.listApis', body, of('api.read_api'));
  const anyApi = useList('apis.listApis', { limit: KEYS_APIS_MAX }, of('api.read_key'));
  const apiId = useApiOfPage() ?? anyApi.rows[0]?.id;
  const keys = useList(
    'apis.listKeys',
    { apiId: apiId ?? '', ...body },
    { ...of('api.read_key'), enabled: apiId !== undefined && of('api.read_key').enabled },
  );
  const identities = useList('identities.listIdentities', body, of('identity.read_identity'));
  const namespaces = useList('ratelimit.listNamespaces', body, of('ratelimit.read_namespace'));
  const all = isWanted
    ? [
        found(PALETTE.groups.apis, apis.rows, ({ id, name }) => ({
          id,
          label: name,
          note: id,
          onSelect: () => go(`${base}/apis/${id}/keys`),
        })),
        found(PALETTE.groups.keys, keys.rows, ({ keyId, name, start }) => ({
          id: keyId,
          label: name ?? PALETTE.unnamed,
          note: `${start}…`,
          onSelect: () => go(`${base}/keys/${keyId}`),
        })),
        found(PALETTE.groups.identities, identities.rows, ({ id, externalId }) => ({
          id,
          label: externalId,
          note: id,
          onSelect: () => go(`${base}/identities/${id}`),
        })),
        found(PALETTE.groups.namespaces, namespaces.rows, ({ id, name }) => ({
          id,
          label: name,
          note: id,
          onSelect: () => go(`${base}/limits/${id}`),
        })),
      ]
    : [];
  const lists = [apis, keys, identities, namespaces];
  return {
    groups: workspace === undefined ? [] : [...wholeIds(base, { search, go }), ...all],
    isSearching: isWanted && lists.some(({ isFetching }) => isFetching),
  };
}

/** A whole id opens what it names without a search, such as a key of any API. */
function wholeIds(base: string, { search, go }: Options): PaletteGroup[] {
  const request: PaletteItem = {
    id: search,
    label: PALETTE.request(search),
    icon: 'requests',
    onSelect: () => go(`${base}/requests?request=${search}`),
  };
  const key: PaletteItem = {
    id: `id ${search}`,
    label: PALETTE.key(search),
    icon: 'key',
    onSelect: () => go(`${base}/keys/${search}`),
  };
  return [
    { name: PALETTE.groups.requests, items: REQUEST_ID.test(search) ? [request] : [] },
    { name: PALETTE.groups.keyIds, items: KEY_ID.test(search) ? [key] : [] },
  ];
}

function found<Row>(
  name: string,
  rows: readonly Row[],
  toItem: (row: Row) => PaletteGroup['items'][number],
): PaletteGroup {
  return { name, items: rows.slice(0, SHOWN).map(toItem) };
}

function useApiOfPage(): string | undefined {
  return /\/apis\/([^/]+)/.exec(window.location.pathname)?.[1];
}
