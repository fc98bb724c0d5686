import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { TOTP } from 'otpauth';
import { hashToken } from '../src/engine/people/tokens.js';
import type { Harness } from './harness.js';
import { addPerson, asPerson, type LoggedIn } from './people.js';

/** A person who may do dangerous acts for ten minutes. */
export async function newPerson({ deps, clock }: Harness, fields: { email?: string } = {}) {
  return addPerson(deps.db, { nowMs: clock.nowMs(), isSteppedUp: true, ...fields });
}

/** Whether a session with this token is there. */
export async function hasSession({ deps }: Harness, token: string): Promise<boolean> {
  const row = await deps.db
    .selectFrom('user_sessions')
    .select('id')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row !== undefined;
}

export interface App {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  /** The code of this moment. */
  code(): string;
}

/** Sets an authenticator app up, as a page does it. Its first code is used up by that. */
export async function setUpTotp(harness: Harness, person: LoggedIn): Promise<App> {
  const call = asPerson(harness.app, person);
  const { body } = await call('account.startTotp', {});
  const { secret } = body.data;
  const code = () => new TOTP({ secret }).generate({ timestamp: harness.clock.nowMs() });
  const confirmed = await call('account.confirmTotp', { code: code() });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  return { secret, recoveryCodes: confirmed.body.data.recoveryCodes, code };
}

/** Code of the next step, since the last one was used. */
export function nextStep({ clock }: Harness): void {
  clock.advance(30_000);
}

interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
}

interface Oddities {
  readonly origin?: string;
  readonly counter?: number;
  readonly isVerified?: boolean;
}

/** An authenticator in software. It does what the browser and the device do, and nothing else. */
export class Authenticator {
  readonly #credentialId = randomBytes(16);
  readonly #publicKey: KeyObject;
  readonly #privateKey: KeyObject;

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#publicKey = pair.publicKey;
    this.#privateKey = pair.privateKey;
  }

  /** The answer to `account.startPasskey`. */
  register(options: Options, odd: Oddities = {}): Record<string, unknown> {
    const clientData = clientDataOf('webauthn.create', options, odd);
    const authData = Buffer.concat([
      authDataOf(options.rp?.id ?? '', { ...odd, hasCredential: true }),
      Buffer.alloc(16),
      Buffer.from([0, this.#credentialId.length]),
      this.#credentialId,
      this.#coseKey(),
    ]);
    const attestation = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(authData)],
    ]);
    return this.#answer({
      clientDataJSON: encode(clientData),
      attestationObject: encode(attestation),
      transports: ['internal', 'made-up'],
    });
  }

  /** The answer to `login.startPasskey`. */
  authenticate(options: Options, odd: Oddities = {}): Record<string, unknown> {
    const clientData = clientDataOf('webauthn.get', options, odd);
    const authData = authDataOf(options.rpId ?? '', odd);
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()]);
    return this.#answer({
      clientDataJSON: encode(clientData),
      authenticatorData: encode(authData),
      signature: encode(sign('sha256', signed, this.#privateKey)),
    });
  }

  #answer(response: object): Record<string, unknown> {
    const id = encode(this.#credentialId);
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return cborMap([
      [cborInteger(1), cborInteger(2)],
      [cborInteger(3), cborInteger(-7)],
      [cborInteger(-1), cborInteger(1)],
      [cborInteger(-2), cborBytes(Buffer.from(x, 'base64url'))],
      [cborInteger(-3), cborBytes(Buffer.from(y, 'base64url'))],
    ]);
  }
}

/** Makes a passkey of the person, as a page does it. Returns its id. */
export async function addPasskey(
  harness: Harness,
  person: LoggedIn,
  authenticator: Authenticator,
): Promise<string> {
  const call = asPerson(harness.app, person);
  const { body } = await call('account.startPasskey', {});
  const response = authenticator.register(body.data.options);
  const added = await call('account.finishPasskey', { name: 'Laptop', response });
  if (added.status !== 200) throw new Error(JSON.stringify(added.body));
  return added.body.data.passkeyId;
}

function clientDataOf(type: string, { challenge }: Options, { origin }: Oddities): Buffer {
  const page = origin ?? 'http://localhost';
  return Buffer.from(JSON.stringify({ type, challenge, origin: page, crossOrigin: false }));
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

function authDataOf(
  rpId: string,
  { counter = 0, isVerified = true, hasCredential = false }: Oddities & { hasCredential?: boolean },
): Buffer {
  const flags =
    USER_PRESENT | (isVerified ? USER_VERIFIED : 0) | (hasCredential ? HAS_CREDENTIAL : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/* As much of CBOR as an authenticator needs. */

function cborHead(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 255]);
}

function cborInteger(value: number): Buffer {
  return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
}

function cborBytes(bytes: Buffer): Buffer {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

function cborText(text: string): Buffer {
  return Buffer.concat([cborHead(3, text.length), Buffer.from(text)]);
}

function cborMap(entries: readonly (readonly [Buffer, Buffer])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);
}
