// Which terminals are told of Windows' console: those whose PTY is on this computer.
import { describe, expect, it } from 'vitest';
import { consoleOf } from '../../renderer/terminal/consoleOf.ts';

const windowsPty = { backend: 'conpty', buildNumber: 22_631 } as const;
const installsAgent = false;

describe('the console behind a terminal', () => {
  it('is Windows’ for shells of this computer and for its ssh', () => {
    expect(consoleOf({ windowsPty }, { measured: 'program', installsAgent })).toBe(windowsPty);
    for (const can of [{ keep: null }, { keep: 'tmux' }, undefined] as const) {
      expect(consoleOf({ windowsPty }, { measured: 'echo', can, installsAgent })).toBe(windowsPty);
    }
    const installing = { measured: 'echo', can: { keep: 'agent' }, installsAgent: true } as const;
    expect(consoleOf({ windowsPty }, installing)).toBe(windowsPty);
  });

  it('isn’t for shells that an agent has on its host', () => {
    expect(consoleOf({ windowsPty }, { measured: 'link', installsAgent })).toBeUndefined();
    const kept = { measured: 'echo', can: { keep: 'agent' }, installsAgent } as const;
    expect(consoleOf({ windowsPty }, kept)).toBeUndefined();
  });

  it('is nobody’s on other systems', () => {
    expect(consoleOf({ windowsPty: null }, { measured: 'program', installsAgent })).toBeUndefined();
  });
});
