/** What a new list of permissions gives and takes, for the audit log. Empty if nothing. */
export function changeOfPermissions(before: readonly string[], after: readonly string[]) {
  const held = new Set(before);
  const wanted = new Set(after);
  const permissionsAdded = after.filter((permission) => !held.has(permission));
  const permissionsRemoved = before.filter((permission) => !wanted.has(permission));
  return {
    ...(permissionsAdded.length > 0 ? { permissionsAdded } : {}),
    ...(permissionsRemoved.length > 0 ? { permissionsRemoved } : {}),
  };
}
