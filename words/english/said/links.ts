// Of links to agents that somebody pasted: what is wrong with one. `of` says what it was to be.

type Of = { of: 'pairing' | 'invitation' };

const NAMES = { pairing: 'pairing link', invitation: 'invitation' };
const AGAIN = {
  pairing: 'Copy it again from `bowline-agent pair`.',
  invitation: 'Ask for it once more.',
};

function bad({ of }: Of, what: string): string {
  return `This ${NAMES[of]} ${what}. ${AGAIN[of]}`;
}

export const links = {
  'link-is-invitation':
    'This is an invitation to a shared shell, not a pairing link. Join it instead of adding a host.',
  'link-is-pairing':
    'This is a pairing link, not an invitation. Add it as a host instead of joining a shell.',
  'link-foreign': ({ of }: Of) =>
    `This is not a Bowline ${NAMES[of]}. It starts with bowline:// and is printed by \`bowline-agent ${of === 'pairing' ? 'pair' : 'share'}\`.`,
  'link-too-long': (of: Of) => bad(of, 'is too long for one'),
  'link-newer': ({ of, theirs, ours }: Of & { theirs: string; ours: string }) =>
    `This ${NAMES[of]} has version ${theirs}; this Bowline reads version ${ours}. Update Bowline here.`,
  'link-without-version': (of: Of) => bad(of, 'does not say its version'),
  'link-unclear-tls': (of: Of) => bad(of, 'is unclear about TLS'),
  'link-tls-on-socket': (of: Of) => bad(of, 'asks for TLS, which a unix socket does not speak'),
  'link-bad-address': ({ of, found }: Of & { found: string }) =>
    bad({ of }, `has no usable address ("${found}")`),
  'link-bad-port': ({ of, found }: Of & { found: string }) =>
    bad({ of }, `says port "${found}"; a port is a number from 1 to 65535`),
  'link-without-port': (of: Of) => bad(of, 'names no port; a port is a number from 1 to 65535'),
  'link-without-token': (of: Of) => bad(of, 'has no token'),
  'link-damaged-token': (of: Of) => bad(of, 'has a damaged token'),
  'link-damaged-fingerprint': (of: Of) => bad(of, 'has a damaged fingerprint of the certificate'),
  'link-relay-without-fingerprint': (of: Of) =>
    bad(of, 'leads through a relay and does not say which certificate the agent has'),
  'link-damaged-name': (of: Of) => bad(of, 'has a damaged name'),
  'link-without-role': (of: Of) => bad(of, 'does not say whether its guests may type'),
};
