// Joined shells as they are kept: sealed, known again, bounded, and forgotten in time.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { formatInvitationLink, type InvitationLink } from '../../../core/link/invitationLink.ts';
import { plainBox, type SecretBox } from '../../../electron/hosts/secretBox.ts';
import { JoinedShells } from '../../../electron/sharing/joinedShells.ts';
import { OpenedLinks, linkAmong } from '../../../electron/sharing/openedLinks.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { inWords } from '../../../words/said.ts';

const TOKEN = 'secretsecretsecretsecretsecretsecretsecret1';
const DAY_MS = 24 * 60 * 60 * 1000;

const keychain: SecretBox = {
  available: true,
  seal: (secret) => Buffer.from(secret).map((byte) => byte ^ 0x5a),
  unseal: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
};

let file: string;
let now: number;

beforeEach(() => {
  file = path.join(temporaryDirectory(), 'joined.json');
  now = 1_000_000;
});

function open(secretBox = keychain): JoinedShells {
  return new JoinedShells({ path: file, secretBox, now: () => now });
}

function link(number = 1, host = 'web.example.net'): InvitationLink {
  return {
    address: { kind: 'tcp', host, port: 7722, tls: false },
    ...{ token: TOKEN, fingerprint: null, name: 'release' },
    invitation: { id: number.toString(16).padStart(16, '0'), role: 'editor' },
  };
}

it('what a newer version noted of a shell is still there when another is joined', () => {
  open().join(link());
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { joined: object[] };
  const joined = [{ ...stored.joined[0], pinned: true }];
  writeFileSync(file, JSON.stringify({ ...stored, joined }));
  open().join(link(2));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ joined: [{ pinned: true }, {}] });
});

describe('a joined shell', () => {
  it('is opened like a host, also after a restart, and its guest is the same', () => {
    const { id } = open().join(link());
    const host = open().host(id)!;
    expect(host).toMatchObject({
      id,
      kind: 'joined',
      name: 'release',
      invitation: formatInvitationLink(link()),
    });
    expect(host.role).toBe('editor');
    expect(open().host(id)!.member).toBe(host.member);
  });

  it('is the same one when it is joined again, and another one elsewhere', () => {
    const joined = open();
    const first = joined.join(link());
    const member = joined.host(first.id)!.member;
    expect(joined.join(link()).id).toBe(first.id);
    expect(joined.host(first.id)!.member).toBe(member);
    expect(joined.join(link(1, 'other.example.net')).id).not.toBe(first.id);
    expect(joined.join(link(2)).id).not.toBe(first.id);
  });

  it('has its secret sealed, in a file that others can’t read', () => {
    const { id } = open().join(link());
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain(TOKEN);
    expect(text).not.toContain(Buffer.from(TOKEN).toString('base64').slice(4, 20));
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(open(plainBox).host(id)!.pairingLink).toBe(''); // the keychain is gone
  });

  it('works without a keychain', () => {
    const { id } = open(plainBox).join(link());
    expect(open(plainBox).host(id)!.invitation).toContain(TOKEN);
  });

  it('is forgotten when no invitation can be that old', () => {
    const { id } = open().join(link());
    now += 7 * DAY_MS;
    expect(open().host(id)).toBeDefined();
    now += 2 * DAY_MS;
    expect(open().host(id)).toBeUndefined();
  });

  it('makes room for later ones', () => {
    const joined = open();
    const first = joined.join(link());
    for (let number = 2; number <= 258; number++) joined.join(link(number));
    expect(joined.list()).toHaveLength(256);
    expect(joined.host(first.id)).toBeUndefined();
  });

  it.each(['', '{', '[]', '{"version":2,"joined":[]}', '{"version":1,"joined":[{}]}'])(
    'is not read from a file that holds %j',
    (text) => {
      writeFileSync(file, text);
      expect(open().list()).toEqual([]);
    },
  );
});

describe('a link that the system opens', () => {
  function make() {
    const unfit: string[] = [];
    const windows = [new MemoryWindow('left'), new MemoryWindow('right')] as const;
    const told = (window: MemoryWindow) =>
      window.heard('sharing:opened').map(({ ticket }) => ticket);
    const state: { front: MemoryWindow | undefined } = { front: windows[0] };
    const links = new OpenedLinks({
      front: () => state.front,
      onUnfit: (why) => unfit.push(inWords(why)),
    });
    return {
      ...{ windows, unfit, links, state },
      /** Tickets of the links that this window was told. */
      told,
      get opened() {
        return told(windows[0]);
      },
      get waiting() {
        return links.waitingFor(windows[0]);
      },
    };
  }

  it('is told without its secret, and used once', () => {
    const made = make();
    const { links } = made;
    links.opened(formatInvitationLink(link()));
    const [ticket] = made.opened;
    expect(JSON.stringify(made.waiting)).not.toContain(TOKEN);
    expect(made.waiting).toMatchObject([{ ticket, role: 'editor', name: 'release' }]);
    expect(links.use(ticket!, ({ token }) => token)).toBe(TOKEN);
    expect(() => links.use(ticket!, String)).toThrow(/answered/);
    expect(made.waiting).toEqual([]);
  });

  it('can be used again after a try that failed', () => {
    const made = make();
    const { links } = made;
    links.opened(formatInvitationLink(link()));
    const locked = open({
      ...keychain,
      seal: () => {
        throw new Error('locked');
      },
    });
    expect(() => links.use(made.opened[0]!, (link) => locked.join(link))).toThrow(/Unlock it/);
    expect(made.waiting).toHaveLength(1);
    expect(links.use(made.opened[0]!, (link) => open().join(link))).toMatchObject({
      name: 'release',
    });
  });

  it('that leads nowhere is told, and so is a pairing link', () => {
    const { links, opened, unfit } = make();
    links.opened('bowline://h:1/?invite=1');
    links.opened(`bowline://h:1/?v=1&token=${TOKEN}`);
    expect(opened).toEqual([]);
    expect(unfit).toMatchObject(
      [/can’t be used/, /Add host/].map((why) => expect.stringMatching(why)),
    );
  });

  it('waits with a few others at most', () => {
    const made = make();
    const { links } = made;
    for (let number = 1; number <= 9; number++) links.opened(formatInvitationLink(link(number)));
    expect(made.waiting.map(({ ticket }) => ticket)).toEqual(made.opened.slice(-4));
  });

  it('is asked about in the window in front alone, and in the next once that is gone', () => {
    const made = make();
    const { links, windows, told } = made;
    links.opened(formatInvitationLink(link()));
    made.state.front = windows[1];
    links.opened(formatInvitationLink(link(2)));
    const asked = () => windows.map((window) => links.waitingFor(window).length);
    expect([windows.map(told).map(({ length }) => length), asked()]).toEqual([
      ...[
        [1, 1],
        [1, 1],
      ],
    ]);
    links.windowGone(windows[0]);
    expect([windows.map(told).map(({ length }) => length), asked()]).toEqual([
      ...[
        [1, 2],
        [0, 2],
      ],
    ]);
  });

  it('from before there was a window is asked about in the one that is in front then', () => {
    const made = make();
    const { links, windows } = made;
    made.state.front = undefined;
    links.opened(formatInvitationLink(link()));
    made.state.front = windows[1];
    expect(windows.map((window) => links.waitingFor(window).length)).toEqual([0, 1]);
  });

  it('is found among the arguments of a start', () => {
    expect(linkAmong(['/usr/bin/bowline', '--no-sandbox', 'bowline://x'])).toBe('bowline://x');
    expect(linkAmong(['bowline', 'x bowline://y'])).toBeUndefined();
  });
});
