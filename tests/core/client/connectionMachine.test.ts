// The connection's state machine: every edge of its table is walked, everything else changes
// nothing, and the pace of the attempts is what a returning link needs.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  ConnectionMachine,
  TRANSITIONS,
  type LinkEvent,
  type LinkState,
} from '../../../core/client/connectionMachine.ts';

/** The shortest way from the beginning to each state. */
const WAY_TO: Record<LinkState, LinkEvent[]> = {
  connecting: [],
  authenticating: ['dialed'],
  online: ['dialed', 'ready'],
  lagging: ['dialed', 'ready', 'slow'],
  reconnecting: ['dialed', 'ready', 'lost'],
  closed: ['close'],
  failed: ['denied'],
};

const STATES = Object.keys(TRANSITIONS) as LinkState[];
const EVENTS: LinkEvent[] = [
  ...(['dialed', 'ready', 'slow', 'recovered', 'lost', 'refused'] as const),
  ...(['denied', 'due', 'wake', 'reconnect', 'stop', 'close'] as const),
];

function machineIn(state: LinkState): ConnectionMachine {
  const machine = new ConnectionMachine(() => 0);
  for (const event of WAY_TO[state]) machine.handle(event, 0);
  expect(machine.state).toBe(state);
  return machine;
}

it.each<[LinkState, LinkEvent[], number]>([
  ['connecting', [], 1],
  ['authenticating', ['dialed'], 1],
  ['online', ['dialed', 'ready'], 0],
  ['reconnecting', ['dialed', 'ready', 'lost'], 1],
  ['reconnecting', ['dialed', 'ready', 'lost', 'due', 'reconnect', 'wake'], 4],
  ['reconnecting', ['dialed', 'ready', 'lost', 'refused', 'mute'], 1],
  ['online', ['dialed', 'ready', 'lost', 'due', 'ready'], 0],
  ['failed', ['denied'], 0],
  ['connecting', ['denied', 'reconnect'], 1],
])('in state %s after %j it is attempt %d', (state, events, attempt) => {
  const machine = new ConnectionMachine(() => 0);
  for (const event of events) machine.handle(event, 0);
  expect([machine.state, machine.attempt]).toEqual([state, attempt]);
});

describe('every edge', () => {
  const edges = STATES.flatMap((from) => EVENTS.map((event) => ({ from, event })));
  it.each(edges)('$from + $event', ({ from, event }) => {
    const machine = machineIn(from);
    const [to, ...effects] = TRANSITIONS[from][event] ?? [from];
    expect(machine.handle(event, 0)).toEqual(effects);
    expect(machine.state).toBe(to);
  });

  it('stands in the diagram of its folder, and no other does', () => {
    const page = readFileSync(
      path.resolve(import.meta.dirname, '../../../core/client/README.md'),
      'utf8',
    );
    const diagram = /```mermaid\nstateDiagram-v2\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const drawn = [...diagram.matchAll(/^\s*(\w+) --> (\w+): (.+)$/gm)].flatMap(
      ([, from, to, events]) => events!.split(', ').map((event) => `${from} ${event} ${to}`),
    );
    const coded = STATES.flatMap((from) =>
      Object.entries(TRANSITIONS[from]).map(([event, [to]]) => `${from} ${event} ${to}`),
    );
    expect(drawn.sort()).toEqual(coded.sort());
  });
});

describe('the pace of the attempts', () => {
  /** Waits between attempts, from a lost connection on, with no answer to any. */
  function silentWaits(count: number, random: () => number): number[] {
    const machine = new ConnectionMachine(random);
    let now = 0;
    for (const event of WAY_TO.reconnecting) machine.handle(event, now);
    return Array.from({ length: count }, () => {
      const wait = machine.nextTryAt! - now;
      now = machine.nextTryAt!;
      expect(machine.handle('due', now)).toEqual(['dial']);
      return wait;
    });
  }

  it('goes on at half a second into a silent link, also after ten minutes of it', () => {
    const waits = silentWaits(1_600, Math.random);
    expect(waits.reduce((sum, wait) => sum + wait)).toBeGreaterThan(600_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(375);
  });

  it('spreads the attempts of many apps', () => {
    expect(silentWaits(1, () => 0)).not.toEqual(silentWaits(1, () => 0.9));
  });

  it('backs off from an agent that refuses, up to five seconds', () => {
    const machine = machineIn('reconnecting');
    const waits = Array.from({ length: 8 }, () => {
      machine.handle('refused', 0);
      const wait = machine.nextTryAt!;
      machine.handle('due', 0);
      return wait;
    });
    expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
  });

  it.each(['wake', 'reconnect'] as const)(
    'forgets the backing off on %s, and dials at once',
    (event) => {
      const machine = machineIn('reconnecting');
      for (let i = 0; i < 8; i++) machine.handle('refused', 0);
      expect(machine.handle(event, 0)).toEqual(['dial']);
      expect(machine.nextTryAt).toBe(500);
    },
  );

  it('counts attempts from the loss on, and begins anew once a connection stands', () => {
    expect(new ConnectionMachine(() => 0).attempt).toBe(1);
    const machine = machineIn('reconnecting');
    expect(machine.attempt).toBe(1);
    machine.handle('due', 500);
    expect(machine.attempt).toBe(2);
    machine.handle('ready', 600);
    machine.handle('lost', 700);
    expect(machine.attempt).toBe(1);
  });

  it('plans nothing while it stands, after an end, and after a stop', () => {
    for (const state of ['connecting', 'online', 'lagging', 'failed', 'closed'] as const) {
      expect(machineIn(state).nextTryAt).toBeNull();
    }
    for (const event of ['ready', 'denied', 'stop', 'close'] as const) {
      const machine = machineIn('reconnecting');
      expect(machine.nextTryAt).not.toBeNull();
      machine.handle(event, 0);
      expect([event, machine.nextTryAt]).toEqual([event, null]);
    }
  });
});
