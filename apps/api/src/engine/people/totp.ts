import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;
/** As many bytes as the hash has, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** One step before and after: clocks of telephones are a little off. */
const STEPS_BESIDE = 1;
const ISSUER = 'Unlatch';

export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: SECRET_BYTES }).buffer);
}

/** For an authenticator app: what a person types in, and what a QR code shows. */
export function describeTotp(
  secret: Buffer,
  email: string,
): { readonly secret: string; readonly uri: string } {
  const totp = totpOf(secret, email);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The number of the 30 seconds that the code belongs to, of those around this moment. `null`: it is
 * wrong. A caller accepts each number only once, and none before the last one.
 */
export function stepOfCode(
  secret: Buffer,
  { code, nowMs }: { code: string; nowMs: number },
): number | null {
  const delta = totpOf(secret, '').validate({
    token: code,
    timestamp: nowMs,
    window: STEPS_BESIDE,
  });
  return delta === null ? null : Math.floor(nowMs / STEP_MS) + delta;
}

function totpOf(secret: Buffer, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_MS / 1000,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });
}
