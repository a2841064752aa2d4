import { describe, expect, it } from 'vitest';
import { nodePlace, parseRelay, relayHost } from '../../../agent/relay/relayUrl.ts';

describe('a relay', () => {
  it.each([
    ['wss://relay.example', 'relay.example', 443, true, 'relay.example'],
    ['wss://Relay.Example:7443/', 'relay.example', 7443, true, 'relay.example:7443'],
    ['ws://127.0.0.1:7443', '127.0.0.1', 7443, false, '127.0.0.1:7443'],
    ['ws://[::1]:7443', '::1', 7443, false, '[::1]:7443'],
    ['ws://localhost', 'localhost', 80, false, 'localhost'],
  ])('%s is dialled as it names itself', (text, host, port, tls, named) => {
    const place = parseRelay(text);
    expect(place).toEqual({ host, port, tls });
    expect(relayHost(place)).toBe(named);
  });

  it.each(['', 'relay.example', 'https://relay.example', 'wss://relay.example/x', 'wss://a@b'])(
    '%j is none',
    (text) => expect(() => parseRelay(text)).toThrow(/is no address of a relay/),
  );

  it('without TLS is only on this machine', () => {
    expect(() => parseRelay('ws://relay.example')).toThrow(/Without TLS/);
  });
});

describe('a node', () => {
  const relay = parseRelay('wss://relay.example');

  it('is the relay itself, or below its name', () => {
    expect(nodePlace(relay, '')).toEqual(relay);
    expect(nodePlace(relay, 'wss://n1.relay.example:7443')).toEqual({
      ...{ host: 'n1.relay.example', port: 7443, tls: true },
    });
    expect(nodePlace(relay, 'wss://relay.example:7444')).toMatchObject({ port: 7444 });
  });

  it.each([
    'wss://elsewhere.example',
    'wss://evilrelay.example',
    'wss://relay.example.evil.example',
    'ws://n1.relay.example',
    'https://n1.relay.example',
    'wss://n1.relay.example/door',
    'nonsense',
  ])('is nowhere else: %s', (node) => expect(nodePlace(relay, node)).toBeUndefined());

  it('has no addresses below an address', () => {
    const local = parseRelay('ws://127.0.0.1:1');
    expect(nodePlace(local, 'ws://127.0.0.1:2')).toMatchObject({ port: 2 });
    expect(nodePlace(local, 'ws://x.127.0.0.1:2')).toBeUndefined();
  });
});
