// What of our own environment a program in a shell inherits: the user's, and nothing of ours.
import { describe, expect, it } from 'vitest';
import { inheritedEnvironment } from '../../../core/process/environment.ts';

describe('what the user had set for other programs', () => {
  const base = { CHROME_EXECUTABLE: '/opt/chrome', NODE_OPTIONS: '--use-system-ca', A: '1' };

  it('is handed on, where it is known to be the user’s', () => {
    expect(inheritedEnvironment(base, base)).toEqual(base);
    expect(inheritedEnvironment(base)).toEqual({ A: '1' });
    const changed = { ...base, NODE_OPTIONS: '--something-else' };
    expect(inheritedEnvironment(changed, base)).not.toHaveProperty('NODE_OPTIONS');
  });

  it('never makes a program another one than was called', () => {
    const ours = {
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_OVERRIDE_DIST_PATH: '/e',
      CHROME_DESKTOP: 'bowline.desktop',
      TMUX: '/x,1,0',
    };
    const bowlines = { BOWLINE_LINK: 'bowline://secret', BOWLINE_OPEN_FILES: '1024' };
    const all = { ...ours, ...bowlines };
    expect(inheritedEnvironment(all, all)).toEqual({});
  });

  it('is handed on also where loaders and Node read it', () => {
    const users = { LD_PRELOAD: 'libjemalloc.so.2', NODE_PATH: '/n', NODE_EXTRA_CA_CERTS: '/ca' };
    expect(inheritedEnvironment(users)).toEqual(users);
  });
});

describe('under npm', () => {
  const npm = { npm_lifecycle_event: 'start', npm_config_cache: '/c', INIT_CWD: '/here' };
  const sets = { ...npm, NODE: '/usr/bin/node', EDITOR: 'vi', COLOR: '1' };

  it('what npm has set is gone', () => {
    expect(inheritedEnvironment({ ...sets, HOME: '/h' })).toEqual({ HOME: '/h' });
  });

  it('what npm has covered is the user’s again', () => {
    expect(inheritedEnvironment(sets, { EDITOR: 'nano' })).toEqual({ EDITOR: 'nano' });
  });

  it('the path has neither npm’s folders nor the build tools’', () => {
    const PATH = '/b/build/toolchain/node/node_modules/x/bin:/p/node_modules/.bin:/usr/bin:/bin';
    expect(inheritedEnvironment({ ...npm, PATH })).toEqual({ PATH: '/usr/bin:/bin' });
    expect(inheritedEnvironment({ PATH })).toEqual({ PATH });
  });
});

// As electron-builder's AppRun exports them.
describe('in an AppImage', () => {
  const APPDIR = '/tmp/.mount_BowlinAbCdEf';
  const image = { APPDIR, APPIMAGE: '/home/me/Bowline.AppImage', OWD: '/home/me', ARGV0: 'x' };

  it('what its start script puts before the user’s own is gone', () => {
    const env = inheritedEnvironment({
      ...image,
      PATH: `${APPDIR}:${APPDIR}/usr/sbin:/usr/bin:/bin`,
      XDG_DATA_DIRS: `${APPDIR}/usr/share/:./share/:/usr/share/gnome:/usr/share/`,
      LD_LIBRARY_PATH: `${APPDIR}/usr/lib:/opt/mine/lib`,
      HOME: '/home/me',
    });
    expect(env).toEqual({
      PATH: '/usr/bin:/bin',
      XDG_DATA_DIRS: '/usr/share/gnome:/usr/share/',
      LD_LIBRARY_PATH: '/opt/mine/lib',
      HOME: '/home/me',
    });
  });

  it('what the user didn’t have isn’t left behind empty', () => {
    const env = inheritedEnvironment({
      ...image,
      LD_LIBRARY_PATH: `${APPDIR}/usr/lib:`,
      GSETTINGS_SCHEMA_DIR: `${APPDIR}/usr/share/glib-2.0/schemas:`,
    });
    expect(env).toEqual({});
  });

  it('a folder that only begins alike stays', () => {
    const PATH = `${APPDIR}er/bin:/bin`;
    expect(inheritedEnvironment({ ...image, PATH })).toEqual({ PATH });
  });
});
