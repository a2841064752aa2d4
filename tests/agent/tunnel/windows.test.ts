// How much each client's streams may have in flight, when others have many.
import { expect, it } from 'vitest';
import { KeyDesk } from '../../../agent/keys/keyDesk.ts';
import { ChannelNumbers } from '../../../agent/tunnel/channelNumbers.ts';
import { ForwardRules } from '../../../agent/tunnel/forwardRules.ts';
import { TunnelChannels } from '../../../agent/tunnel/tunnelChannels.ts';
import { TunnelService } from '../../../agent/tunnel/tunnelService.ts';
import { Outbox } from '../../../core/connection/outbox.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { loopback } from '../../support/tunnels.ts';

const MANY = 200;
const ALONE = 1024 * 1024;

function client(service: TunnelService, name: string) {
  const peer = { outbox: new Outbox(), send: () => undefined, maxBody: 65_536 };
  const none = { clock: new ManualClock(), folder: '/nowhere', group: () => undefined };
  const keys = { desk: new KeyDesk({ ...none, streams: service.streams }), has: () => false };
  const channels = new TunnelChannels(peer, new ChannelNumbers(), service, keys);
  let channel = 0;
  const ask = (type: 'connect' | 'resume', stream: string): number => {
    const progress = { have: 0, consumed: 0, limit: 1_000 };
    const body = type === 'connect' ? { window: 1_000, target: loopback(1) } : progress;
    channels.receive({ type, channel: ++channel, body: { stream, ...body } } as never);
    return service.streams.find(stream)!.window;
  };
  return {
    open: (n: number) => ask('connect', `${name}${n}`),
    resume: (stream: string) => ask('resume', stream),
    cut: () => channels.close(),
  };
}

it('one client’s streams leave another’s windows as they are', () => {
  const service = new TunnelService({ clock: new ManualClock(), rules: new ForwardRules() });
  const [greedy, modest] = [client(service, 'a'), client(service, 'b')];
  const windows = Array.from({ length: MANY }, (_, n) => greedy.open(n));
  expect(windows[0]).toBe(ALONE);
  expect(windows.at(-1)).toBeLessThan(ALONE / 8);
  expect(modest.open(0)).toBe(ALONE);
  service.close();
});

it('what a client takes up after a cut counts on its new connection', () => {
  const service = new TunnelService({ clock: new ManualClock(), rules: new ForwardRules() });
  const before = client(service, 'a');
  for (let n = 0; n < MANY; n++) before.open(n);
  before.cut();
  const after = client(service, 'a');
  for (let n = 0; n < MANY; n++) after.resume(`a${n}`);
  expect(after.open(MANY)).toBeLessThan(ALONE / 8);
  service.close();
});
