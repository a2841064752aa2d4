// PROTOCOL.md says of the relay what its code does: doors, messages with their fields and bounds, codes;
// and docs/RELAY.md has every limit.
import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { agentIdOf, isProved, keyText } from '../../core/relay/agentProof.ts';
import * as messages from '../../core/relay/messages.ts';
import { RELAY_LIMITS } from '../../relay/limits.ts';
import type { Schema } from '../support/hostileBodies.ts';
import { PAGE, pageNumber, table } from '../support/protocolPage.ts';
import { fieldPaths } from '../support/schemaPaths.ts';

const SECTION = PAGE.slice(PAGE.indexOf('\n## 11. The relay\n'));
const LAST = 'Pings of the WebSocket keep control connections';
const ROWS = table(SECTION.split('\n').find((line) => line.startsWith(LAST))!);

const SCHEMAS = Object.entries(messages).flatMap(([name, schema]) => {
  const isOne = name.endsWith('Schema') && !/^(to|from)/.test(name);
  return isOne ? [[name.replace('Schema', '').toUpperCase(), schema] as const] : [];
});

/** A value of that type, so long or so large. */
function valueOf(type: string, size: number): unknown {
  if (type === 'integer') return size;
  if (type === 'array') return Array.from({ length: size }, () => ({ key: 'A' }));
  return 'a'.repeat(size);
}

describe('the page and the code of the relay', () => {
  it('know the same doors', () => {
    const doors = table(
      'Doors, subprotocol `bowline-relay.v1`, refused to whoever sends an `Origin`:',
    );
    expect(Object.fromEntries(doors.map(([door, path]) => [door, path]))).toEqual(
      messages.RELAY_PATHS,
    );
    expect(SECTION).toContain(`\`${messages.RELAY_SUBPROTOCOL}\``);
    expect(SECTION).toContain(
      `text messages of ${messages.MAX_RELAY_MESSAGE.toLocaleString('en')} bytes`,
    );
    expect(SECTION).toContain(
      `messages of ${messages.MAX_SPLICE_MESSAGE.toLocaleString('en')} bytes`,
    );
  });

  it('know the same messages and fields', () => {
    const written = ROWS.map(([name, , path]) => `${name} ${path}`.trim());
    const known = SCHEMAS.flatMap(([name, schema]) => {
      const paths = fieldPaths(schema as unknown as Schema).filter((path) => path !== 'type');
      const known = paths.map((path) => `${name} ${path.replaceAll('.[]', '[]')}`);
      return paths.length > 0 ? known : [name];
    });
    expect(written.sort()).toEqual(known.sort());
  });

  it('have the same bounds', () => {
    for (const [name, , path, type, bounds] of ROWS) {
      if (!bounds || /[.[]/.test(path!)) continue;
      const [low, high = low] = bounds.split(' to ').map(pageNumber);
      const schema = SCHEMAS.find(([one]) => one === name)![1];
      const { shape } = schema as unknown as { shape: Record<string, typeof messages.wantSchema> };
      const takes = (size: number): boolean =>
        shape[path!]!.safeParse(valueOf(type!, size)).success;
      const sizes = [low! - 1, low!, high!, high! + 1].filter(
        (size) => type === 'integer' || size >= 0,
      );
      const isIn = (size: number): boolean => size >= low! && size <= high!;
      expect([name, path, sizes.map(takes)]).toEqual([name, path, sizes.map(isIn)]);
    }
  });

  it('name the same codes', () => {
    const [, list] = /^Codes of REFUSED, and reasons of a Close: (.*)\.$/m.exec(SECTION)!;
    expect(list!.replaceAll('`', '').split(', ')).toEqual([...messages.RELAY_CODES]);
  });

  it('prove an id in the same way', () => {
    const [first, second] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const [key, next] = [keyText(first.privateKey), keyText(second.privateKey)];
    const id = agentIdOf(key);
    const over = (parts: unknown[], by: typeof first) =>
      sign(null, Buffer.from(JSON.stringify(parts)), by.privateKey).toString('base64url');
    const challenge = { type: 'challenge', relay: 'r:1', node: 'wss://n', nonce: 'n' } as const;
    const chain = [
      { key },
      { key: next, by: over(['bowline relay next key v1', id, next], first) },
    ];
    const text = ['bowline relay agent v1', 'r:1', 'wss://n', 'n', id, 7, 2, ''];
    const proof = {
      type: 'prove',
      id,
      epoch: 7,
      keys: chain,
      signature: over(text, second),
    } as const;
    expect(isProved(challenge, { ...proof, keys: [...chain] })).toBe(true);
    expect(isProved({ ...challenge, node: '' }, { ...proof, keys: [...chain] })).toBe(false);
  });
});

describe('docs/RELAY.md', () => {
  const GUIDE = readFileSync(new URL('../../docs/RELAY.md', import.meta.url), 'utf8');

  it('has every limit of a node, with its value', () => {
    const rows = [...GUIDE.matchAll(/^\| `(\w+)` \| ([^|]+) \|/gm)].map(
      ([, name, value]) => [name!, Number(value!.replaceAll(',', ''))] as const,
    );
    expect(Object.fromEntries(rows)).toEqual(RELAY_LIMITS);
  });
});
