import { useToast } from '@unlatch/ui';
import { useChange } from '../../../../rpc/hooks.js';
import { KEY_PAGE_WORDS } from '../../../../strings/key-pages.js';

export function useSaveKey(onSaved?: () => void) {
  const toast = useToast();
  return useChange('keys.updateKey', {
    invalidates: ['keys.getKey', 'apis.listKeys', 'identities.listIdentities'],
    onDone: () => {
      toast.show({ text: KEY_PAGE_WORDS.settings.saved });
      onSaved?.();
    },
  });
}
