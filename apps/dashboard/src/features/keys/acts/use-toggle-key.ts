import { useToast } from '@unlatch/ui';
import { useChange } from '../../../rpc/hooks.js';
import { KEY_ACT_WORDS } from '../../../strings/key-list.js';

const WORDS = KEY_ACT_WORDS.toggle;

export function useToggleKey({ name }: { readonly name: string }) {
  const toast = useToast();
  return useChange('keys.updateKey', {
    invalidates: ['apis.listKeys', 'keys.getKey'],
    onDone: (_, { enabled }) =>
      toast.show({ text: enabled ? WORDS.enabled(name) : WORDS.disabled(name) }),
    onFailed: ({ detail }) => toast.show({ kind: 'failed', text: detail }),
  });
}
