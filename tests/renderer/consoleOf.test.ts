// Which terminals are told of Windows' console: those whose PTY is on this computer.
import { describe, expect, it } from 'vitest';
import { consoleOf } from '../../renderer/terminal/consoleOf.ts';

const windowsPty = { backend: 'conpty', buildNumber: 22_631 } as const;
const installsAgent = false;

describe('the console behind a terminal', () => {
  it('is Windows’ for shells of this computer and for its ssh', () => {
    expect(consoleOf({ windowsPty }, { kind: 'local', installsAgent })).toBe(windowsPty);
    for (const keepAlive of ['off', 'tmux', undefined] as const) {
      expect(consoleOf({ windowsPty }, { kind: 'ssh', keepAlive, installsAgent })).toBe(windowsPty);
    }
    const installing = { kind: 'ssh', keepAlive: 'agent', installsAgent: true } as const;
    expect(consoleOf({ windowsPty }, installing)).toBe(windowsPty);
  });

  it('isn’t for shells that an agent has on its host', () => {
    expect(consoleOf({ windowsPty }, { kind: 'agent', installsAgent })).toBeUndefined();
    const kept = { kind: 'ssh', keepAlive: 'agent', installsAgent } as const;
    expect(consoleOf({ windowsPty }, kept)).toBeUndefined();
  });

  it('is nobody’s on other systems', () => {
    expect(consoleOf({ windowsPty: null }, { kind: 'local', installsAgent })).toBeUndefined();
  });
});
