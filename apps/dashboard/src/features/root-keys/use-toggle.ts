import { useToast } from '@unlatch/ui';
import { useChange } from '../../rpc/hooks.js';
import { ROOT_KEY_PAGE_WORDS as WORDS } from '../../strings/root-keys.js';
import type { RootKey } from './root-key.js';

/** Disables a root key, or enables it. */
export function useToggle({ keyId, enabled, name }: RootKey): () => void {
  const toast = useToast();
  const update = useChange('rootKeys.updateKey', {
    invalidates: ['rootKeys.listKeys', 'rootKeys.getKey'],
    onDone: () => {
      const said = enabled ? WORDS.disabledToast : WORDS.enabledToast;
      toast.show({ text: said(name ?? keyId) });
    },
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
  return () => update.run({ keyId, enabled: !enabled });
}
