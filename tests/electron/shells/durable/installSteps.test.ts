// A host whose answer to the installer has no end of lines, or facts that nobody asked for: it is
// read to its end in the time that its bytes take, and what is failed is said.
import { expect, it } from 'vitest';
import type { AgentArchives } from '../../../../electron/shells/durable/agentArchives.ts';
import { installAgent } from '../../../../electron/shells/durable/installSteps.ts';
import type { SshCommands } from '../../../../electron/ssh/sshCommands.ts';
import { inWords } from '../../../../words/said.ts';

const PIECE = 'x'.repeat(64 * 1024);
/** 128 MB: read again with each piece it would take minutes. */
const PIECES = 2_000;

/** A host that prints this instead of what the script would have printed. */
function printing(pieces: Iterable<string>): SshCommands {
  const script: SshCommands['script'] = (_text, _args, onOutput) => {
    for (const piece of pieces) onOutput?.(piece);
    return Promise.resolve({ code: 1, stdout: '', stderr: '', began: true, before: '' });
  };
  return { script } as unknown as SshCommands;
}

function* endless(): Generator<string> {
  for (let count = 0; count < PIECES; count++) yield PIECE;
  yield '\n@failed There is no room.\n@constructor x\n';
}

it('a line without an end costs no more than its bytes', async () => {
  const said: string[] = [];
  const archives = { version: '1.0.0' } as AgentArchives;
  const ended = installAgent(printing(endless()), 'a host', archives, (line) =>
    said.push(inWords(line)),
  );
  await expect(ended).rejects.toThrow('There is no room.');
  expect(said).toEqual(['x'.repeat(300)]);
});
