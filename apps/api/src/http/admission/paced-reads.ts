import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A connection that sends many requests without waiting for answers is read once in a turn of the
 * event loop.
 *
 * Node reads up to 32 times 64 KiB from a connection before it looks at any other, and begins every
 * request that it finds there. The shortest have 18 bytes, so that could be a hundred thousand.
 *
 * | state of a connection | what leads to the next |
 * |---|---|
 * | FLOWING | so many requests of it in a row, with none of another connection between: RESTING |
 * | RESTING: nothing more is read from it | the next turn of the loop: FLOWING |
 *
 * Invariant: one turn begins no more requests of a connection than fit into one read, 64 KiB, and
 * those that were there before the rest.
 *
 * A client that waits for each answer may rest too, if it is alone. It then sends nothing anyway.
 */
export function paceReads(server: Server): void {
  let latest: Socket | undefined;
  let inARow = 0;
  server.on('request', ({ socket }: IncomingMessage) => {
    if (socket !== latest) {
      latest = socket;
      inARow = 0;
    }
    inARow += 1;
    if (inARow < IN_A_ROW_MAX) return;
    latest = undefined;
    rest(socket);
  });
}

/** More than honest clients send ahead. */
const IN_A_ROW_MAX = 32;

const resting = new WeakSet<Socket>();

function rest(socket: Socket): void {
  if (resting.has(socket)) return;
  resting.add(socket);
  // Node goes on to read when it wants the body of a request.
  socket.on('resume', goOnResting);
  socket.pause();
  setImmediate(() => {
    resting.delete(socket);
    socket.off('resume', goOnResting);
    socket.resume();
  });
}

function goOnResting(this: Socket): void {
  this.pause();
}
