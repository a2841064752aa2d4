// What ssh is told of forwarding, by a host's own field and what else says of it.
import { expect, it } from 'vitest';
import type { StoredHost } from '../../../electron/hosts/storedHost.ts';
import { withForwardedKeys } from '../../../electron/shells/forwardedKeys.ts';
import { ScriptedShell } from '../../support/scriptedShell.ts';
import { sshDraft } from '../hosts/drafts.ts';
import { surroundings } from './hosts.ts';

function told(host: Partial<StoredHost>): StoredHost['agentForward'] {
  const made: StoredHost[] = [];
  const make = (one: StoredHost): ScriptedShell => {
    made.push(one);
    return new ScriptedShell();
  };
  const shells = withForwardedKeys(make, surroundings(), undefined);
  shells({ id: 'ssh', ...sshDraft(), ...host }, null, undefined, 'tab');
  return made[0]!.agentForward;
}

it('is what was allowed, nothing where nobody can be asked, and else what else says of it', () => {
  expect(told({ forwardAgent: 'allow', agentForward: 'no' })).toBe('yes');
  expect(told({ forwardAgent: 'ask', agentForward: 'yes' })).toBe('no');
  expect(told({ forwardAgent: 'off', agentForward: 'yes' })).toBe('yes');
  expect(told({ forwardAgent: 'off', agentForward: '' })).toBe('');
});
