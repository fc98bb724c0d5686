export function heldBy(directory: string, owner: string): string {
  return (
    `The analytics engine in ${directory} belongs to another service (${owner}). This service goes ` +
    `without one until that service stops. Give each service a DATA_DIR of its own, or set ` +
    `CLICKHOUSE_URL for all of them.`
  );
}

export function newerStore(store: string, version: string): string {
  return (
    `The analytics in ${store} were written by a newer engine (chDB ${version}). Go back to the ` +
    `release that wrote them, or move the folder away: it is a copy, and it is filled again from ` +
    `the events that PostgreSQL still has.`
  );
}
