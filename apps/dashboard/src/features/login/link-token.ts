import { useState } from 'react';

/**
 * The secret of a link is behind its #, so browsers send it to no server and in no Referer. It is
 * read once, and then taken out of the address: it must not be in the history.
 */
export function useLinkToken(): string | undefined {
  const [token] = useState(takeToken);
  return token;
}

let taken: string | undefined;

function takeToken(): string | undefined {
  const { hash, pathname, search } = window.location;
  const token = hash.slice(1);
  if (/^[\w-]{1,128}$/.test(token)) {
    taken = token;
    window.history.replaceState(window.history.state, '', pathname + search);
  }
  // React may ask for the first state twice.
  return taken;
}
