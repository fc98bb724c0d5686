/** Where the shared counters are, and how to get in. */
export interface RedisAddress {
  /** Several hosts are nodes of one Cluster. Any of them knows the rest. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly isEncrypted: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly database: number;
}

const PORT_DEFAULT = 6379;
const PATTERN =
  /^(?<scheme>redis|valkey)(?<secure>s?):\/\/(?:(?<user>[^@]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<database>\d{0,4}))?$/;

/** `scheme://[user:password@]host[:port][,host[:port]…][/database]`, otherwise `undefined`. */
export function parseRedisUrl(value: string): RedisAddress | undefined {
  const parts = PATTERN.exec(value)?.groups;
  if (parts === undefined) return undefined;
  const texts = parts['hosts']?.split(',') ?? [];
  const hosts = texts.flatMap((text) => parseHost(text) ?? []);
  const credentials = parseCredentials(parts['user'] ?? '');
  const database = Number(parts['database'] ?? 0);
  if (hosts.length < texts.length || credentials === undefined) return undefined;
  // A Cluster has only the database 0.
  if (hosts.length > 1 && database !== 0) return undefined;
  return { hosts, isEncrypted: parts['secure'] === 's', ...credentials, database };
}

function parseHost(text: string): { host: string; port: number } | undefined {
  const url = `redis://${text}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return host === '' ? undefined : { host, port: port === '' ? PORT_DEFAULT : Number(port) };
}

function parseCredentials(text: string): Pick<RedisAddress, 'username' | 'password'> | undefined {
  const [username = '', ...rest] = text.split(':');
  try {
    return {
      username: decodeURIComponent(username) || undefined,
      password: decodeURIComponent(rest.join(':')) || undefined,
    };
  } catch {
    return undefined;
  }
}
