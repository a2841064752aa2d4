// How much memory all shells may share by themselves, and which sizes `--memory` refuses.
import { describe, expect, it } from 'vitest';
import { defaultMemory, wholeRetention } from '../../../agent/shells/memorySize.ts';
import { runAgent } from '../../support/agent.ts';

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

describe('the memory of an agent', () => {
  it.each([
    ['a large machine', 64 * GIB, 8 * MIB, 512 * MIB],
    ['a small one', 1 * GIB, 8 * MIB, 128 * MIB],
    ['a tiny one', 128 * MIB, 8 * MIB, 96 * MIB],
    ['one on which a shell may hold more', 1 * GIB, 1 * GIB, 1 * GIB],
  ])('is a part of that of %s', (_name, machine, log, bytes) => {
    expect(defaultMemory(machine, log)).toBe(bytes);
  });

  it('is what was asked for, where that is enough for one shell', () => {
    expect(wholeRetention({ memoryBytes: 8 * MIB })).toMatchObject({
      ...{ memoryBytes: 8 * MIB, logBytes: 8 * MIB, keepMs: Infinity },
    });
    expect(wholeRetention().memoryBytes).toBeGreaterThanOrEqual(96 * MIB);
  });

  it('is 8 MiB of output a shell, and 64 shells that nobody watches, for ever', () => {
    const usual = { logBytes: 8 * MIB, maxDetached: 64, keepMs: Infinity };
    expect(wholeRetention()).toMatchObject(usual);
    expect(wholeRetention({ maxDetached: 0 })).toMatchObject({ ...usual, maxDetached: 0 });
  });

  it.each([
    [4 * MIB, 8 * MIB, '4M', '8M', '8M', 'Give --memory 8M at least, or a smaller --log-bytes.'],
    [320 * 1024, 256 * 1024, '320K', '384K', '256K', 'Give --memory 384K at least.'],
    [256 * 1024, 256 * 1024, '256K', '384K', '256K', 'Give --memory 384K at least.'],
    [255 * 1024, 385 * 1024, '255K', '385K', '385K', /, or a smaller --log-bytes\.$/],
    [1, 8 * MIB + 1, '1', `${8 * MIB + 1}`, `${8 * MIB + 1}`, /, or a smaller --log-bytes\.$/],
  ])(
    'of %i bytes is too little for logs of %i, which is said',
    (...[memoryBytes, logBytes, ...words]) => {
      const [has, needs, log, hint] = words;
      const message = `--memory ${has} is less than one shell needs: ${needs}, for output of ${log} (--log-bytes).`;
      const refused = expect.objectContaining({
        ...{ code: 'USAGE', message, hint: expect.stringMatching(hint) },
      });
      expect(() => wholeRetention({ memoryBytes, logBytes })).toThrow(refused);
      expect(
        wholeRetention({ memoryBytes: Math.max(logBytes, 384 * 1024), logBytes }),
      ).toBeDefined();
    },
  );

  it.each([
    [['--memory', '4M'], '--memory 4M is less than one shell needs: 8M'],
    [['--memory', '255K', '--log-bytes', '256K'], 'needs: 384K'],
    [['--memory', '4M', '--background'], '--memory 4M is less than one shell needs: 8M'],
    [['--memory', '0'], 'It is a number of bytes, like 64M or 2G, up to 64G.'],
    [['--memory', '65G'], 'up to 64G'],
    [['--memory', 'much'], 'It is a number of bytes'],
  ])('%j is refused in words', async (args, words) => {
    const { code, stderr } = await runAgent(['serve', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});
