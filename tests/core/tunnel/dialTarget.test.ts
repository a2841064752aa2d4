import type { lookup as systemLookup } from 'node:dns';
import { expect, it } from 'vitest';
import { dialTarget, type DialOptions } from '../../../core/tunnel/dialTarget.ts';

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
