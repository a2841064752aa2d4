// Many idle agents of one relay in a process of their own: node many.ts URL ADDRESS. Told `{count}`, so
// many more come, all at once, and again after a random time that doubles when they are cut; it answers
// with the milliseconds that each took.
import { setTimeout } from 'node:timers/promises';
import { agentIn } from '../../tests/support/relay/ends.ts';

const [url = '', localAddress = ''] = process.argv.slice(2);
const options = { localAddress, rejectUnauthorized: false, handshakeTimeout: 60_000 };
const FIRST_MS = 100;
const LONGEST_MS = 10_000;

async function come(): Promise<number> {
  const began = performance.now();
  for (let waitMs = FIRST_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_MS)) {
    try {
      const { line } = await agentIn(url, { options });
      line.ws.removeAllListeners('message');
      return performance.now() - began;
    } catch {
      await setTimeout(Math.random() * waitMs); // full jitter, as agents do
    }
  }
}

process.on('message', ({ count }: { count: number }) => {
  void Promise.all(Array.from({ length: count }, come)).then((times) => process.send!(times));
});
