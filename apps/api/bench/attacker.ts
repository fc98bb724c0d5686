import { connect, type Socket } from 'node:net';
import { ATTACKS } from './attacks-by-name.js';

/**
 * The other side of `attacks.ts`, in a process of its own so that it takes no time of the load.
 * Arguments: the attack, the address and the root key. It runs until it is killed, and
 * prints ten times a second how many answers it has got.
 */
const [name = '', url = '', rootKey = ''] = process.argv.slice(2);
const attack = ATTACKS[name];
if (attack === undefined) throw new Error(`"${name}" is no attack`);
const { connections, request, reads, repeats } = attack;
const { hostname, port } = new URL(url);
const bytes = Buffer.from(request(rootKey), 'latin1');
let answers = 0;
for (let count = 0; count < connections; count++) open();
// It keeps the process alive, too, which sockets that do not read would not do.
setInterval(() => process.stdout.write(`${answers}\n`), 100);

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

/** A body without an end. Between two parts it reads, as every client does that has an event loop. */
function keepSending(socket: Socket, chunk: Buffer): void {
  if (socket.destroyed) return;
  const next = () => keepSending(socket, chunk);
  if (socket.write(chunk)) setImmediate(next);
  else socket.once('drain', next);
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
    answers += 1;
    onAnswer();
  };
}
