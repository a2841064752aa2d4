// The worker thread that parses output for screens, so that nobody's typing waits for it.
import { parentPort } from 'node:worker_threads';
import { collectGarbage } from '../../core/native/collect.ts';
import type { Answer, Order } from './orders.ts';
import { TerminalKeeper } from './terminalKeeper.ts';

/** Serves the thread that started this one, until that ends it. */
export function runScreenWorker(): void {
  const port = parentPort!;
  const keeper = new TerminalKeeper();
  port.on('message', (order: Order) => {
    const answer = order.kind === 'collect' ? collect() : keeper.obey(order);
    if (!answer) return;
    port.postMessage(answer, answer.kind === 'painted' ? [answer.bytes.buffer as ArrayBuffer] : []);
  });
}

function collect(): Answer {
  collectGarbage();
  return { kind: 'collected', shell: 0 };
}
