import type { ReactNode } from 'react';
import type { ItemOf, ListName, ListPage, RequestOf } from '../rpc/call.js';
import { useCall } from '../rpc/hooks.js';
import { ExportMenu } from './export-menu.js';
import { useExport } from './use-export.js';

interface ExportListProps<Name extends ListName> {
  readonly name: Name;
  /** With the filters and the order of the page. */
  readonly body: object;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly rowOf: (item: ItemOf<Name>) => readonly (string | number | undefined)[];
}

const PAGE = 100;

/** Saves a list as the page shows it, and not only what is loaded. */
export function ExportList<Name extends ListName>(props: ExportListProps<Name>): ReactNode {
  const { name, body, ...options } = props;
  const call = useCall();
  const readPage = async (cursor: string | undefined): Promise<ListPage<ItemOf<Name>>> => {
    // The page has given the fields of a request of this name, and these three belong to every list.
    const request = { ...body, limit: PAGE, count: undefined, cursor } as RequestOf<Name>;
    const page: unknown = await call(name, request);
    return page as ListPage<ItemOf<Name>>;
  };
  return <ExportMenu {...useExport({ ...options, readPage })} call={{ name, body }} />;
}
