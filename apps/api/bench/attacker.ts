import { connect, type Socket } from 'node:net';
import { ATTACKS } from './attacks-by-name.js';

/**
 * The other side of `attacks.ts`, in a process of its own so that it takes no time of the load.
 * Arguments: the attack, the address and the root key. It runs until it is killed.
 */
const [name = '', url = '', rootKey = ''] = process.argv.slice(2);
const attack = ATTACKS[name];
if (attack === undefined) throw new Error(`"${name}" is no attack`);
const { connections, request, reads, repeats } = attack;
const { hostname, port } = new URL(url);
const bytes = Buffer.from(request(rootKey), 'latin1');
for (let count = 0; count < connections; count++) open();
// A socket that does not read keeps no process alive.
setInterval(() => undefined, 60_000);

function open(): void {
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  // An attacker that is cut off comes back.
  socket.on('close', () => setTimeout(open, 100));
  socket.on('connect', () => send(socket));
  if (!reads) return void socket.pause();
  socket.on(
    'data',
    answersOf(() => send(socket)),
  );
}

function send(socket: Socket): void {
  socket.write(bytes);
  if (repeats !== undefined) keepSending(socket, Buffer.alloc(65_536, repeats));
}

/** A body without an end. */
function keepSending(socket: Socket, chunk: Buffer): void {
  if (socket.destroyed) return;
  socket.write(chunk, () => keepSending(socket, chunk));
}

/** Calls back after each answer, which must have a length. */
function answersOf(onAnswer: () => void): (chunk: Buffer) => void {
  let missing = 0;
  let head = '';
  return (chunk) => {
    if (missing === 0) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      missing = end + 4 + length - head.length;
      head = '';
    } else {
      missing -= chunk.length;
    }
    if (missing > 0) return;
    missing = 0;
    onAnswer();
  };
}
