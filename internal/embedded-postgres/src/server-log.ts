import { constants } from 'node:fs';
import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';

const SIZE_MAX_BYTES = 8 * 1024 * 1024;
const EXCERPT_MAX_BYTES = 4096;
const EXCERPT_MAX_LINES = 15;

/**
 * Opened for appending. So the output of two servers is interleaved and never overwritten, and the
 * file can be emptied under a running server. A symbolic link is refused: root would write to any
 * file that the owner of the directory chooses.
 */
export function openServerLog(path: string): Promise<FileHandle> {
  const { O_APPEND, O_CREAT, O_NOFOLLOW, O_RDWR } = constants;
  return open(path, O_APPEND | O_CREAT | O_NOFOLLOW | O_RDWR, 0o600);
}

/**
 * When the log has grown too big, its end moves to `<path>.1` and the log is emptied. It is copied
 * and emptied, not renamed, because the server keeps the file open. A line that is written between
 * the two steps may be lost.
 */
export async function boundServerLog(path: string): Promise<void> {
  const log = await openServerLog(path);
  try {
    const { size } = await log.stat();
    if (size <= SIZE_MAX_BYTES) return;
    const end = await readFrom(log, size - SIZE_MAX_BYTES, SIZE_MAX_BYTES);
    await rm(`${path}.1`, { force: true });
    await writeFile(`${path}.1`, end, { flag: 'wx', mode: 0o600 });
    await log.truncate();
  } finally {
    await log.close();
  }
}

/** The last lines that were written after `fromByte`. */
export async function readServerLog(path: string, fromByte: number): Promise<string> {
  const log = await openServerLog(path);
  try {
    const { size } = await log.stat();
    // An emptied log is shorter than `fromByte`.
    const start = Math.max(fromByte <= size ? fromByte : 0, size - EXCERPT_MAX_BYTES);
    return lastLines((await readFrom(log, start, EXCERPT_MAX_BYTES)).toString('utf8'));
  } finally {
    await log.close();
  }
}

export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-EXCERPT_MAX_LINES).join('\n');
}

async function readFrom(log: FileHandle, position: number, lengthMax: number): Promise<Buffer> {
  const buffer = Buffer.alloc(lengthMax);
  const { bytesRead } = await log.read(buffer, 0, lengthMax, position);
  return buffer.subarray(0, bytesRead);
}
