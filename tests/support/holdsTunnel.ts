// A process that holds one tunnel over a login of its own, as the app would from Windows, until it
// is killed. Its argument is the saved host, as JSON; it tells the port that it listens at.
import { systemClock } from '../../core/time/clock.ts';
import { parseForward } from '../../core/tunnel/forwardArgument.ts';
import type { StoredHost } from '../../electron/hosts/storedHost.ts';
import { SeparateTunnel } from '../../electron/tunnels/separateTunnel.ts';
import { inWords } from '../../words/said.ts';

const host = JSON.parse(process.argv[2]!) as StoredHost;
const env = (): Record<string, string> => ({ PATH: process.env.PATH!, HOME: process.env.HOME! });
const ssh = { host, surroundings: { platform: 'win32' as const, env }, clock: systemClock };
const options = { ssh, random: () => 0, today: () => 0, patient: false };
const tunnel = new SeparateTunnel(parseForward('D', '0'), options);
tunnel.subscribe(() => {
  const { state, listening, error } = tunnel.status;
  if (state === 'failed') throw new Error(inWords(error?.message));
  if (listening?.kind === 'tcp') console.log(listening.port);
});
tunnel.start();
