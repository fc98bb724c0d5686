import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Of a CSV file that a page saves. */
export async function linesOf(download: {
  createReadStream(): Promise<Readable>;
}): Promise<string[]> {
  return (await text(await download.createReadStream())).trim().split('\r\n');
}
