import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { StoredPasskey } from '../../store/second-factors/passkeys.js';

/** The name that passkeys of this installation are bound to, and where its pages come from. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * Passkeys are bound to a name, which must be the host of the page or a parent of it. An address of
 * numbers is no name. `undefined`: browsers make no passkeys for these pages.
 *
 * Only the configured address and this machine count. A name that a request brings could be that of
 * another host which leads here.
 */
export function relyingPartyOf(
  origin: string,
  publicUrl: string | undefined,
): RelyingParty | undefined {
  const page = new URL(origin);
  if (page.hostname === 'localhost') return { id: 'localhost', origin: page.origin };
  const announced = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isOurs = announced?.origin === page.origin && page.protocol === 'https:';
  return isOurs && !isAddress(page.hostname)
    ? { id: page.hostname, origin: page.origin }
    : undefined;
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

const NAME = 'Unlatch';
const TIMEOUT_MS = 5 * 60_000;

/** Loaded with the first passkey: many installations never see one. */
const library = () => import('@simplewebauthn/server');

/** What the browser needs to make a passkey that can be found without an address. */
export async function registrationOptions(part: {
  readonly party: RelyingParty;
  readonly challenge: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  readonly existing: readonly StoredPasskey[];
}): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await library();
  const { party, challenge, user, existing } = part;
  return generateRegistrationOptions({
    rpName: NAME,
    rpID: party.id,
    userID: Uint8Array.from(Buffer.from(user.id)),
    userName: user.email,
    userDisplayName: user.name,
    challenge,
    timeout: TIMEOUT_MS,
    attestationType: 'none',
    excludeCredentials: existing.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

type NewPasskey = Pick<
  StoredPasskey,
  'credentialId' | 'publicKey' | 'counter' | 'transports' | 'isSynced'
>;

/** `undefined`: the answer is not one of an authenticator to one of our challenges. */
export async function readRegistration(
  response: object,
  { party, isOurChallenge }: Asked,
): Promise<NewPasskey | undefined> {
  const { verifyRegistrationResponse } = await library();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    // The library judges every part of it, and throws if one is missing.
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => isOurChallenge(decode(challenge)),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => NOT_VERIFIED);
  if (!verified || registrationInfo === undefined) return undefined;
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((one) => TRANSPORTS.has(one)),
    isSynced: credentialBackedUp,
  };
}

/** The page says them, so they may be anything. */
const TRANSPORTS = new Set(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']);

const NOT_VERIFIED = { verified: false, registrationInfo: undefined } as const;

/** What an answer is judged by. */
interface Asked {
  readonly party: RelyingParty;
  readonly isOurChallenge: (challenge: string) => boolean;
}

/** Any passkey of this name will do: the authenticator asks the person for one. */
export async function authenticationOptions({
  party,
  challenge,
}: {
  readonly party: RelyingParty;
  readonly challenge: string;
}): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await library();
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge,
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  });
}

/** The counter after this use. `undefined`: the passkey has not signed one of our challenges. */
export async function readAuthentication(
  response: object,
  { party, isOurChallenge, passkey }: Asked & { readonly passkey: StoredPasskey },
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    // The library judges every part of it, and throws if one is missing.
    response: response as AuthenticationResponseJSON,
    expectedChallenge: (challenge) => isOurChallenge(decode(challenge)),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.credentialId,
      publicKey: Uint8Array.from(passkey.publicKey),
      counter: passkey.counter,
    },
    requireUserVerification: true,
  }).catch(() => NOT_AUTHENTICATED);
  return verified ? authenticationInfo?.newCounter : undefined;
}

const NOT_AUTHENTICATED = { verified: false, authenticationInfo: undefined } as const;

/** The challenge that an answer claims to be for, before anything of it is judged. */
export function challengeIn(response: object): string | undefined {
  const { clientDataJSON } = Object(Reflect.get(response, 'response'));
  if (typeof clientDataJSON !== 'string') return undefined;
  try {
    const { challenge } = Object(JSON.parse(decode(clientDataJSON)));
    return typeof challenge === 'string' ? decode(challenge) : undefined;
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  return Buffer.from(text, 'base64url').toString('utf8');
}
