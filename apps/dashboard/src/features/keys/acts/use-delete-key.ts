import { useDelayedDelete } from '../../../app/use-delayed-delete.js';

/** After ten seconds, in which the reader can take it back. */
export function useDeleteKey() {
  const remove = useDelayedDelete('keys.deleteKey', [
    'apis.listKeys',
    'apis.countKeys',
    'keys.getKey',
  ]);
  return ({ keyId, name }: { readonly keyId: string; readonly name: string }) =>
    remove({ keyId }, name);
}
