// What a host's row says of its shells.
import { describe, expect, it } from 'vitest';
import type { ConnectionState, ShellStatus } from '../../electron/ipc/contract.ts';
import { hostFacts } from '../../renderer/lib/hostFacts.ts';
import { beforeOpening } from '../../renderer/state/status.ts';

const shell = (state: ConnectionState, more: Partial<ShellStatus> = {}): ShellStatus => ({
  ...beforeOpening({ id: 'web', name: 'web', kind: 'ssh' }),
  state,
  ...more,
});

describe('a host’s row', () => {
  it('is quiet where there is no shell', () => {
    expect(hostFacts([], 0)).toMatchObject({ mark: 'idle', state: null, trouble: '', live: 0 });
  });

  it('counts live shells alone', () => {
    const shells = [shell('online'), shell('closed'), shell('failed'), shell('reconnecting')];
    expect(hostFacts(shells, 0).live).toBe(2);
  });

  it('says how slow it is by the figure, and what else is wrong by its word', () => {
    const slow = shell('lagging', { lag: { cause: 'round-trip', value: 620 } });
    expect(hostFacts([slow, shell('online')], 0)).toMatchObject({
      ...{ mark: 'lagging', trouble: '620 ms', tone: 'warn', live: 2 },
    });
    expect(hostFacts([shell('reconnecting')], 0).trouble).toBe('retrying');
    expect(hostFacts([shell('failed')], 0)).toMatchObject({ mark: 'failed', tone: 'bad' });
  });

  it('says that a login asks, whatever else there is', () => {
    expect(hostFacts([shell('authenticating'), shell('failed')], 0, true)).toMatchObject({
      ...{ mark: 'asks', trouble: 'asks you', tone: 'asks', live: 1 },
    });
  });

  it('shows that shells are kept there only while none is open here', () => {
    expect(hostFacts([], 3).mark).toBe('kept');
    expect(hostFacts([shell('online')], 3).mark).toBe('online');
    expect(hostFacts([shell('failed')], 3).mark).toBe('failed');
  });
});
