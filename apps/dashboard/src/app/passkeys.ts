import { call } from '../rpc/call.js';

/** What a browser with passkeys has beside the types of TypeScript: both forms in JSON. */
interface JsonForms {
  parseRequestOptionsFromJSON(options: unknown): PublicKeyCredentialRequestOptions;
  parseCreationOptionsFromJSON(options: unknown): PublicKeyCredentialCreationOptions;
}

/** Browsers have them on pages that came encrypted, or from this machine by its name. */
export function arePasskeysPossible(): boolean {
  return jsonForms() !== undefined;
}

/** Asks for any passkey of this installation. The service judges the answer. */
export async function askForPasskey(): Promise<Record<string, unknown>> {
  const { options } = await call('login.startPasskey', {});
  const publicKey = formsOrFail().parseRequestOptionsFromJSON(options);
  return answerOf(await navigator.credentials.get({ publicKey }));
}

/** Makes a passkey from what `account.startPasskey` gave. */
export async function makePasskey(options: unknown): Promise<Record<string, unknown>> {
  const publicKey = formsOrFail().parseCreationOptionsFromJSON(options);
  return answerOf(await navigator.credentials.create({ publicKey }));
}

function answerOf(credential: Credential | null): Record<string, unknown> {
  if (credential === null || !('toJSON' in credential) || typeof credential.toJSON !== 'function')
    throw new Error('The browser gave no answer of a passkey.');
  return { ...credential.toJSON() };
}

function formsOrFail(): JsonForms {
  const forms = jsonForms();
  if (forms === undefined) throw new Error('This browser has no passkeys for this address.');
  return forms;
}

function jsonForms(): JsonForms | undefined {
  const forms: unknown = 'PublicKeyCredential' in window ? PublicKeyCredential : undefined;
  return hasJsonForms(forms) ? forms : undefined;
}

function hasJsonForms(value: unknown): value is JsonForms {
  return typeof value === 'function' && 'parseRequestOptionsFromJSON' in value;
}
