import { passwordFault } from '../../domain/people/passwords.js';
import { invalidInput } from '../../domain/problems.js';

/** Refuses a password that would be guessed soon, with its place in the request. */
export function requireNewPassword(
  location: string,
  password: string,
  person: { readonly email: string; readonly name: string },
): void {
  const fault = passwordFault(password, person);
  if (fault === undefined) return;
  throw invalidInput(location, fault, 'A sentence of a few words is long, and easy to keep.');
}
