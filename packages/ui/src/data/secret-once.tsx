import { type ReactNode, useState } from 'react';
import { Button } from '../button.js';
import { Tabs } from '../layout/tabs.js';
import { Dialog } from '../overlays/dialog.js';
import { CodeBlock } from './code-block.js';
import { CopyButton } from './copy-button.js';

/** How the secret is used, in one language. */
export interface Snippet {
  readonly language: string;
  readonly code: string;
}

export interface SecretOnceProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly secret: string;
  readonly snippets?: readonly Snippet[] | undefined;
  /** What comes next, such as "Try it". */
  readonly next?: ReactNode;
}

const LANGUAGE_KEY = 'unlatch.snippet';

/**
 * Shows a secret the only time that it is known. The secret is in the state of React alone: never
 * in an address, in storage or in a cache. Closing before it was copied asks once more.
 */
export function SecretOnce(props: SecretOnceProps): ReactNode {
  const { open, onClose, title, secret, snippets = [], next } = props;
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const close = () => {
    if (copied || asked) {
      setCopied(false);
      setAsked(false);
      onClose();
    } else setAsked(true);
  };
  return (
    <Dialog
      actions={
        <>
          {next}
          <span className="flex-1" />
          <Button kind={copied ? 'primary' : 'secondary'} onClick={close}>
            {asked && !copied ? 'Close without copying' : 'Done'}
          </Button>
        </>
      }
      onClose={close}
      open={open}
      summary="It is shown only now. Keep it like a password."
      title={title}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-2 rounded-control border border-accent bg-accent-soft p-3 sm:flex-row sm:items-center">
          <output
            aria-label="Secret"
            className="mono min-w-0 flex-1 text-base break-all select-all"
          >
            {secret}
          </output>
          <CopyButton label="Copy" onCopied={() => setCopied(true)} showLabel text={secret} />
        </div>
        {asked && !copied && (
          <p className="text-sm text-danger" role="alert">
            It has not been copied. Once this is closed, it cannot be shown again.
          </p>
        )}
        {snippets.length > 0 && <Snippets onCopied={() => setCopied(true)} snippets={snippets} />}
      </div>
    </Dialog>
  );
}

/** The language that was chosen last is the first one again. */
export function Snippets({
  snippets,
}: {
  readonly snippets: readonly Snippet[];
  readonly onCopied?: () => void;
}): ReactNode {
  const [language, setLanguage] = useState(() => readLanguage(snippets));
  const code = snippets.find((one) => one.language === language)?.code ?? '';
  const choose = (chosen: string) => {
    setLanguage(chosen);
    storeLanguage(chosen);
  };
  return (
    <Tabs
      label="Language"
      onChange={choose}
      tabs={snippets.map((one) => ({ value: one.language, label: one.language }))}
      value={language}
    >
      <CodeBlock code={code} label={`Use in ${language}`} />
    </Tabs>
  );
}

function readLanguage(snippets: readonly Snippet[]): string {
  const first = snippets[0]?.language ?? '';
  try {
    const stored = localStorage.getItem(LANGUAGE_KEY);
    return snippets.find(({ language }) => language === stored)?.language ?? first;
  } catch {
    return first;
  }
}

function storeLanguage(language: string): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Storage may be forbidden. Then the choice lasts as long as the page.
  }
}
