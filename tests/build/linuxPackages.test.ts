// The .deb and the .rpm, made by the real tools from a small stand-in for the packaged app: what is
// in them, and what menus and software centres make of it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { BUILDER_CONFIG } from '../../build/package/builderConfig.ts';
import { debianConfig } from '../../build/package/debian.ts';
import { METAINFO } from '../../build/package/linuxShare.ts';
import { MakerDebian } from '../../build/package/makerDebian.ts';
import { MakerRpm } from '../../build/package/makerRpm.ts';
import { PACKAGE_FILE } from '../../electron/updates/whyNoUpdates.ts';
import { needs } from '../support/needs.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

const without = (...programs: string[]): string | undefined => {
  const missing = programs.find((name) => spawnSync(name, ['--version']).error);
  return missing && `there is no ${missing}`;
};

/** As the packager leaves it, as far as the tools look. */
function packagedApp(): string {
  const folder = temporaryDirectory();
  mkdirSync(path.join(folder, 'resources/app'), { recursive: true });
  for (const name of ['bowline', 'chrome-sandbox'])
    writeFileSync(path.join(folder, name), '', { mode: 0o755 });
  writeFileSync(path.join(folder, 'version'), '45.5.0');
  writeFileSync(path.join(folder, 'LICENSE'), 'MIT');
  const about = { name: 'bowline', version: '1.2.3', description: 'x' };
  writeFileSync(path.join(folder, 'resources/app/package.json'), JSON.stringify(about));
  return folder;
}

type Maker = MakerDebian | MakerRpm;

async function make(maker: Maker, targetArch: 'x64' | 'arm64'): Promise<string> {
  const makeDir = temporaryDirectory();
  await maker.prepareConfig(targetArch);
  const common = { appName: 'Bowline', targetPlatform: 'linux', forgeConfig: {}, packageJSON: {} };
  const options = { ...common, dir: packagedApp(), makeDir, targetArch };
  const [file] = await maker.make(options as unknown as Parameters<Maker['make']>[0]);
  return file!;
}

/** Everything in a package, in a folder. */
function unpackDeb(file: string): string {
  const folder = temporaryDirectory();
  execFileSync('dpkg-deb', ['-x', file, folder]);
  return folder;
}

const DESKTOP = 'usr/share/applications/bowline.desktop';

describe('the Debian package', () => {
  beforeEach((test) => {
    needs(without('dpkg-deb', 'fakeroot'), test);
    process.env.BOWLINE_DEB_COMPRESSION = 'gzip';
    return () => delete process.env.BOWLINE_DEB_COMPRESSION;
  });

  it('tells software centres and menus what they accept', async (test) => {
    needs(without('appstreamcli', 'desktop-file-validate'), test);
    const folder = unpackDeb(await make(new MakerDebian(debianConfig), 'x64'));
    const metainfo = path.join(folder, 'usr/share', METAINFO);
    execFileSync('appstreamcli', ['validate', '--no-net', metainfo]);
    const said = execFileSync('desktop-file-validate', [path.join(folder, DESKTOP)], {
      encoding: 'utf8',
    });
    expect(said).not.toMatch(/error|warning/);
    const { stdout } = spawnSync('grep', ['-o', 'version="[^"]*" date="[^"]*"', metainfo], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/version="1\.2\.3" date="\d{4}-\d\d-\d\d"/);
  });

  it('shows both the same program', async () => {
    const folder = unpackDeb(await make(new MakerDebian(debianConfig), 'x64'));
    const lines = execFileSync('cat', [path.join(folder, DESKTOP)], { encoding: 'utf8' });
    expect(lines).toContain('Exec=bowline %U\n');
    expect(lines).toContain('MimeType=x-scheme-handler/bowline;\n');
    const metainfo = execFileSync('cat', [path.join(folder, 'usr/share', METAINFO)], {
      encoding: 'utf8',
    });
    expect(metainfo).toContain('<launchable type="desktop-id">bowline.desktop</launchable>');
    expect(readdirSync(path.join(folder, 'usr/bin'))).toEqual(['bowline']);
  });

  it('says that it is one, so that the app leaves updates to the package manager', async () => {
    const folder = unpackDeb(await make(new MakerDebian(debianConfig), 'x64'));
    const file = path.join(folder, 'usr/lib/bowline/resources', PACKAGE_FILE);
    expect(readFileSync(file, 'utf8')).toBe('deb\n');
  });
});

describe('the RPM package', () => {
  beforeEach((test) => needs(without('rpmbuild', 'rpm'), test));

  const ask = (file: string, ...what: string[]): string[] =>
    execFileSync('rpm', ['-qp', '--nosignature', ...what, file], { encoding: 'utf8' })
      .trim()
      .split('\n');

  it.each([
    ['x64', 'x86_64'],
    ['arm64', 'aarch64'],
  ] as const)('for %s holds the app, its icons, menu entry and metainfo', async (arch, name) => {
    const file = await make(new MakerRpm({}), arch);
    expect(path.basename(file)).toBe(`bowline-1.2.3.${name}.rpm`);
    const files = ask(file, '-l');
    const expected = ['/usr/bin/bowline', '/usr/lib/bowline/bowline', `/${DESKTOP}`];
    expected.push(`/usr/lib/bowline/resources/${PACKAGE_FILE}`);
    const share = [
      METAINFO,
      'icons/hicolor/48x48/apps/bowline.png',
      'icons/hicolor/scalable/apps/bowline.svg',
    ];
    expect(files).toEqual(
      expect.arrayContaining([...expected, ...share.map((s) => `/usr/share/${s}`)]),
    );
    const sandbox = ask(file, '-lv').find((line) => line.endsWith('/chrome-sandbox'));
    expect(sandbox).toMatch(/^-rwsr-xr-x +1 root +root /);
    // A folder of the system's own would belong to this package, too.
    const modes = ask(file, '-lv').filter((line) => /^d/.test(line));
    expect(modes.filter((line) => !/\/usr\/(lib|share\/doc)\/bowline/.test(line))).toEqual([]);
  });

  it('asks for what it starts, and puts the agent on the path', async () => {
    const file = await make(new MakerRpm({}), 'x64');
    expect(ask(file, '--requires')).toEqual(
      expect.arrayContaining(['gtk3', '(openssh-clients or openssh)']),
    );
    const scripts = ask(file, '--scripts').join('\n');
    expect(scripts).toContain(
      'ln -sf ../lib/bowline/resources/agent/bowline-agent /usr/bin/bowline-agent',
    );
    expect(scripts).toMatch(/if \[ "\$1" = 0 \]; then\s+rm -f \/usr\/bin\/bowline-agent/);
    expect(ask(file, '--qf', '%{LICENSE} %{VERSION}\n', '-q').at(0)).toContain('MIT 1.2.3');
  });
});

describe('the AppImage', () => {
  /** What electron-builder's own writer of menu entries asks its packager for. */
  const packager = () => {
    const about = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
    const { desktopName, description } = JSON.parse(about) as Record<string, string>;
    return {
      appInfo: { productName: BUILDER_CONFIG.productName, description },
      info: { metadata: { desktopName } },
      executableName: BUILDER_CONFIG.linux!.executableName,
      config: BUILDER_CONFIG,
      platformSpecificBuildOptions: BUILDER_CONFIG.linux,
      fileAssociations: [],
    };
  };

  it('has a menu entry that menus accept, for the window that the app opens', async (test) => {
    needs(without('desktop-file-validate'), test);
    const { LinuxTargetHelper } = require('app-builder-lib/out/targets/LinuxTargetHelper') as {
      LinuxTargetHelper: new (packager: object) => {
        computeDesktopEntry(options: unknown, exec: string): Promise<string>;
      };
    };
    const helper = new LinuxTargetHelper(packager());
    const entry = await helper.computeDesktopEntry(BUILDER_CONFIG.linux, 'AppRun %U');
    const file = path.join(temporaryDirectory(), 'bowline.desktop');
    writeFileSync(file, entry);
    const said = execFileSync('desktop-file-validate', [file], { encoding: 'utf8' });
    expect(said).not.toMatch(/error|warning/);
    expect(entry).toContain('\nStartupWMClass=bowline\n');
    expect(entry).toContain('\nMimeType=x-scheme-handler/bowline;\n');
  });
});
