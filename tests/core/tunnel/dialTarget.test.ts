// What a tunnel's target is connected by: the words where that fails, and which of a name's
// addresses are tried.
import type { lookup as systemLookup } from 'node:dns';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dialTarget, type DialOptions } from '../../../core/tunnel/dialTarget.ts';
import { TunnelError } from '../../../core/tunnel/tunnelError.ts';

/** Somebody listens at the one, nobody at the other. */
const FORBIDDEN = '127.0.0.1';
const ALLOWED = '::1';

/** A resolver that fails as the network does. */
function failing(code: string): typeof systemLookup {
  const answer = (_name: string, _options: object, tell: (error: Error) => void): void =>
    tell(Object.assign(new Error(code), { code }));
  return answer as unknown as typeof systemLookup;
}

function messageFor(code: string, from?: DialOptions['from']): Promise<string> {
  const place = { kind: 'tcp' as const, host: 'db.internal', port: 5432 };
  const dialling = dialTarget(place, { lookup: failing(code), ...(from ? { from } : {}) });
  return dialling.then(
    () => 'connected',
    ({ message }: Error) => message,
  );
}

it('says from where there is no way', async () => {
  expect(await messageFor('EHOSTUNREACH')).toBe(
    'There is no way to db.internal:5432 from the host.',
  );
  expect(await messageFor('EHOSTUNREACH', 'here')).toBe(
    'There is no way to db.internal:5432 from this computer.',
  );
  expect(await messageFor('ENETUNREACH', 'here')).toBe(
    "The network of db.internal:5432 can't be reached from this computer.",
  );
});

describe('of a name that leads to several addresses', () => {
  /** A resolver that knows two of them, the forbidden one first. */
  const both = ((_name: string, _options: object, tell: (e: null, all: object[]) => void) =>
    tell(null, [
      { address: FORBIDDEN, family: 4 },
      { address: ALLOWED, family: 6 },
    ])) as unknown as typeof systemLookup;

  it('only those are connected to that may be reached', async () => {
    let came = 0;
    const server = createServer(() => came++).listen(0, FORBIDDEN);
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const asked: unknown[] = [];
    const dialling = dialTarget(
      { kind: 'tcp', host: 'db.internal', port },
      { lookup: both, mayReach: (...one) => asked.push(one) > 0 && one[0] === ALLOWED },
    );
    await expect(dialling).rejects.toBeInstanceOf(TunnelError);
    expect(came).toBe(0);
    expect(asked).toEqual([
      [FORBIDDEN, port, 'db.internal'],
      [ALLOWED, port, 'db.internal'],
    ]);
  });

  it('none is connected to where none may be reached, and that is said', async () => {
    const dialling = dialTarget(
      { kind: 'tcp', host: 'db.internal', port: 1 },
      { lookup: both, mayReach: () => false },
    );
    await expect(dialling).rejects.toMatchObject({ code: 'forward-forbidden' });
  });
});
