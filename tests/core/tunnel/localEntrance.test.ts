import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { withResolvers } from '../../../core/task/taskGroup.ts';
import { LocalEntrance } from '../../../core/tunnel/localEntrance.ts';
import type { Place } from '../../../core/tunnel/place.ts';
import type { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { closed } from '../../support/orders.ts';
import { ignoreErrors, loopback } from '../../support/tunnels.ts';

/** An agent that never answers. */
const SILENT = { ask: () => ({ fail: () => undefined }) } as unknown as TunnelLink;

it('says that it is full, and at most once a second', async () => {
  const clock = new ManualClock();
  const listening = withResolvers<Place>();
  const troubles: string[] = [];
  const entrance = new LocalEntrance(
    { kind: 'local', listen: loopback(0), target: loopback(80) },
    { link: SILENT, clock, limit: 1 },
    {
      onListening: listening.resolve,
      onFailed: listening.reject,
      onTrouble: ({ code }) => troubles.push(code),
      onOpen: () => undefined,
      onBytes: () => undefined,
    },
  );
  entrance.open();
  const { port } = (await listening.promise) as { port: number };
  const first = ignoreErrors(connect(port, '127.0.0.1'));
  await once(first, 'connect');
  const turnedAway = () => closed(ignoreErrors(connect(port, '127.0.0.1')));
  for (let n = 0; n < 3; n++) await turnedAway();
  expect(troubles).toEqual(['too-many-streams']);
  clock.advance(1_000);
  await turnedAway();
  expect(troubles).toEqual(['too-many-streams', 'too-many-streams']);
  await entrance.close();
  await closed(first);
});
