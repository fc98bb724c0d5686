import type { User } from '../../store/people/users.js';

export function presentAccount({ id, email, name, ...user }: User) {
  return {
    id,
    email,
    name,
    createdAt: user.createdAtMs,
    hasPassword: user.passwordHash !== null,
    passwordChangedAt: user.passwordChangedAtMs,
  };
}
