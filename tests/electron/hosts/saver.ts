// A process of its own for the durability test: saves hosts one after the other, and prints
// each one's id once `save` has returned. It is killed in the middle of that.
import { writeSync } from 'node:fs';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { agentDraft } from './drafts.ts';

const [folder = '', count = '0', prefix = ''] = process.argv.slice(2);
const store = new HostStore({
  folder,
  secretBox: plainBox,
  loginShell: '/bin/sh',
  now: () => new Date(),
  warn: (line) => process.stderr.write(`${line}\n`),
});

for (let n = 0; n < Number(count); n++) {
  const result = store.save(agentDraft({ name: `${prefix} ${n}` }), null);
  if (result.ok) writeSync(1, `${result.host.id}\n`);
}
