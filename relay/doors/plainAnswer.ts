// What plain HTTP is told: a balancer, whether this node lives and takes anybody; a person with a
// browser, what this is.
import type { IncomingMessage, ServerResponse } from 'node:http';

export const HEALTH = '/healthz';
export const READY = '/readyz';

export function plainAnswer(
  isReady: () => boolean,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const [status, body] = answerTo(request.url ?? '', isReady);
    response.writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      Connection: status === 426 ? 'close, Upgrade' : 'close',
      ...(status === 426 && { Upgrade: 'websocket' }),
    });
    response.end(body);
  };
}

function answerTo(url: string, isReady: () => boolean): [status: number, body: string] {
  if (url === HEALTH) return [200, 'ok\n'];
  if (url === READY) return isReady() ? [200, 'ready\n'] : [503, 'not ready\n'];
  return [
    426,
    'This is a Bowline relay. Agents and the Bowline app reach each other through it.\n',
  ];
}
