/** The mail server of the operator. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS. */
  readonly secure: boolean;
  /** Otherwise: whether it must change to TLS before anything is said. */
  readonly mustUseTls: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

const PORT_OF_TLS = 465;
const PORT_OF_SUBMISSION = 587;

/**
 * Reads `smtps://user:password@host:465` or `smtp://host:587`. A server on another machine must
 * offer TLS: mail has links that log people in. `undefined`: the text is neither.
 */
export function parseSmtpUrl(text: string): SmtpServer | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const secure = protocol === 'smtps:';
  if (!secure && protocol !== 'smtp:') return undefined;
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') {
    return undefined;
  }
  const host = hostname.replace(/^\[|\]$/g, '');
  const credentials = decodeCredentials(username, password);
  if (credentials === 'malformed') return undefined;
  return {
    host,
    port: port === '' ? (secure ? PORT_OF_TLS : PORT_OF_SUBMISSION) : Number(port),
    secure,
    mustUseTls: !secure && !isLoopback(host),
    auth: credentials,
  };
}

function decodeCredentials(username: string, password: string): SmtpServer['auth'] | 'malformed' {
  if (username === '') return password === '' ? undefined : 'malformed';
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    return 'malformed';
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
