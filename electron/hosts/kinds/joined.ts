// A shell on somebody else's agent that an invitation leads to. It is never in the list of hosts
// (see sharing/joinedShells.ts), but is opened like one.
import { CAN_NOTHING, hostKind, LONG_FIELD_LENGTH, type Choice } from './kind.ts';

const ROLES = [
  { value: 'viewer', label: 'Viewer', hint: 'Looks on.' },
  { value: 'editor', label: 'Editor', hint: 'May type, too.' },
] as const satisfies readonly Choice[];

export const joined = hostKind({
  word: 'Joined shell',
  badge: 'joined',
  unlisted: true,
  measured: 'link',
  fields: {
    invitation: {
      label: 'Invitation',
      hint: '',
      longest: LONG_FIELD_LENGTH,
      secret: {
        called: 'the invitation',
        what: 'The invitation',
        kept: 'An invitation is saved.',
      },
    },
    role: { label: 'Role', hint: '', choices: ROLES },
    member: { label: 'Guest', hint: 'The random name that the agent knows this app’s user by.' },
  },
  detail: () => '',
  can: () => CAN_NOTHING,
});
