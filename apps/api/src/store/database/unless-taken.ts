import { isTaken } from './failures.js';

/**
 * False if the statement would give a row what another row has, and may not share. The transaction
 * cannot go on then: the caller must refuse the request.
 */
export async function unlessTaken(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}
