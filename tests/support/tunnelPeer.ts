// Run by a test as a process that it can kill: `serve PORT` is a target of tunnels, and
// `hold TARGET PORT:KIND...` a program that holds connections through them in every state.
import { createServer } from 'node:net';
import { holdAll, obey } from './orders.ts';
import { openAt } from './forwarding.ts';
import { ignoreErrors } from './tunnels.ts';

const EACH = 3;
const [role, port, ...opens] = process.argv.slice(2);

if (role === 'serve') {
  const server = createServer({ allowHalfOpen: true }, (socket) => obey(ignoreErrors(socket)));
  server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
} else {
  const all = opens.map((open) => {
    const [at, kind] = open.split(':');
    return openAt(Number(at), kind === 'dynamic' ? 'dynamic' : 'local');
  });
  await holdAll(all, Number(port), EACH);
  console.log('ready');
}
