// The Debian and Ubuntu packages that each command needs. `a|b` stands for names that differ
// between releases: any installed one will do, the first that the release knows is installed.

/** node-pty has no prebuilt binary for Linux. */
const COMPILER = ['python3', 'make', 'g++'];

/** What Electron's own binary links to, and what the app starts. */
const RUNTIME = [
  'libgtk-3-0t64|libgtk-3-0',
  'libnss3',
  'libgbm1',
  'libasound2t64|libasound2',
  'libnotify4',
  'libsecret-1-0',
  'openssh-client',
  'xdg-utils',
];

/** A window without a screen. */
const VIRTUAL_DISPLAY = ['xvfb', 'fonts-dejavu-core'];

/** A server to log in to, and what stands in for a security key, for a PKCS#11 token and for one-time codes. */
const COUNTERPARTS = ['openssh-server', 'openssh-tests', 'softhsm2', 'libpam-oath'];

/** What the tests call besides: counting sockets, packaging, processes, shells, a full-screen program. */
const TEST_TOOLS = [
  ...['iproute2', 'procps', 'fakeroot', 'dpkg', 'rpm', 'p7zip-full', 'zip', 'dbus', 'tmux'],
  // Check what menus and software centres read, and what the Windows installer runs.
  ...['desktop-file-utils', 'appstream', 'nsis'],
  ...['fish', 'tcsh', 'zsh'],
  // A client of the protocol in another language than ours; python3 itself compiles node-pty.
  'python3-websockets',
  'vim-tiny|vim',
  // Checks manual pages, with groff.
  'man-db',
  // Programs that go through tunnels.
  ...['curl', 'git', 'netcat-openbsd', 'redis-server'],
  // What the relay's nodes find each other by.
  'nats-server',
  // Other servers of SFTP.
  ...['proftpd-core|proftpd-basic', 'proftpd-mod-crypto|proftpd-basic', 'python3-asyncssh'],
  // Keys of real keyboards: layouts, and fingers.
  ...['x11-xkb-utils', 'xdotool'],
  // X clients on a host that a login forwards.
  'xauth',
  // Minimises, raises and places windows.
  'openbox',
  // Files through terminals.
  'lrzsz',
  // A terminal that tells its modes.
  'xterm',
  // A keychain, in a session of its own.
  'gnome-keyring',
];

/** Other terminals to measure beside ours, and what two of them draw with. */
const PEERS = ['xterm', 'kitty', 'alacritty', 'libgl1-mesa-dri'];

/** Wide text: where a letter is in no font, looking for it takes longer than all the rest. */
const WIDE_FONTS = [
  'fonts-droid-fallback|fonts-noto-cjk|fonts-wqy-microhei',
  'fonts-noto-color-emoji',
];

/**
 * The other Linux processor's compiler: with it the agent's archives bring a PTY module for both.
 * @type {Record<string, string[] | undefined>}
 */
const CROSS_COMPILERS = { x64: ['g++-aarch64-linux-gnu'], arm64: ['g++-x86-64-linux-gnu'] };
const CROSS = CROSS_COMPILERS[process.arch] ?? [];

/** Runs what was compiled for arm64. */
const EMULATOR = process.arch === 'x64' ? ['qemu-user'] : [];

/** Runs what is for Windows. */
const WINE = ['wine64|wine', 'wine'];

const PACKAGING = ['fakeroot', 'dpkg', 'rpm', 'p7zip-full', 'zip'];

/**
 * `needed` must be there. `wanted` makes more of it work, and is installed as root only:
 * nobody should have to run an sshd on their own computer to try the tests.
 * @typedef {{ needed: string[], wanted: string[] }} PackageSet
 */

/** @param {boolean} hasDisplay @returns {PackageSet} */
function forStart(hasDisplay) {
  if (hasDisplay) return { needed: [...COMPILER, ...RUNTIME], wanted: [] };
  return { needed: [...COMPILER, ...RUNTIME, ...VIRTUAL_DISPLAY], wanted: COUNTERPARTS };
}

/**
 * @param {string} command as in build/run.mjs
 * @param {boolean} hasDisplay
 * @returns {PackageSet}
 */
export function packagesFor(command, hasDisplay) {
  if (command === 'start') return forStart(hasDisplay);
  if (command === 'test') {
    const needed = [...COMPILER, ...RUNTIME, ...VIRTUAL_DISPLAY];
    return { needed, wanted: [...COUNTERPARTS, ...TEST_TOOLS, ...CROSS, ...EMULATOR] };
  }
  if (command === 'bench') {
    const needed = [...COMPILER, ...RUNTIME, ...VIRTUAL_DISPLAY];
    return { needed: [...needed, ...WIDE_FONTS], wanted: [...COUNTERPARTS, ...PEERS] };
  }
  if (command === 'mutate') {
    return { needed: COMPILER, wanted: [...COUNTERPARTS, ...TEST_TOOLS] };
  }
  if (command === 'icons')
    return { needed: [...COMPILER, ...RUNTIME, ...VIRTUAL_DISPLAY], wanted: [] };
  if (command === 'make') return { needed: [...COMPILER, ...PACKAGING], wanted: CROSS };
  if (command === 'wine') return { needed: [...COMPILER, ...WINE], wanted: [] };
  if (command === 'bundleAgent') return { needed: COMPILER, wanted: CROSS };
  return { needed: COMPILER, wanted: [] };
}
