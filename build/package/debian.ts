// The Debian package: names that scripts and menus rely on, and what the app needs to run.
import path from 'node:path';
import type { MakerDebConfig } from '@electron-forge/maker-deb';

const HERE = import.meta.dirname;
const ICONS = path.resolve(HERE, '../../assets/icons');
const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];

/** xz is smallest and takes a minute; a test that builds a package says gzip or zstd. */
const COMPRESSIONS = ['xz', 'gzip', 'zstd'] as const;
type Compression = (typeof COMPRESSIONS)[number];

function compression(): Compression {
  const asked = process.env.BOWLINE_DEB_COMPRESSION ?? 'xz';
  const known = COMPRESSIONS.find((name) => name === asked);
  if (known) return known;
  throw new Error(`BOWLINE_DEB_COMPRESSION is "${asked}"; it can be ${COMPRESSIONS.join(', ')}.`);
}

/** `compression` is electron-installer-debian's own option; Forge's types don't know it. */
type DebianOptions = NonNullable<MakerDebConfig['options']> & { compression: Compression };

export function debianConfig(): MakerDebConfig {
  const icons = ICON_SIZES.map((size) => [`${size}x${size}`, path.join(ICONS, `${size}.png`)]);
  const options: DebianOptions = {
    name: 'bowline',
    bin: 'bowline',
    productName: 'Bowline',
    genericName: 'Remote-shell manager',
    description: 'Remote-shell manager that never loses a shell and never hides lag',
    productDescription:
      'Keeps a list of hosts and opens shells on them in tabs: on this computer, over SSH, ' +
      'or through its own agent, which keeps a shell alive while nobody is connected.',
    maintainer: 'Bowline contributors',
    section: 'net',
    depends: ['libasound2t64 | libasound2', 'openssh-client'],
    suggests: ['nodejs (>= 20)'],
    categories: ['Network', 'System'],
    mimeType: ['x-scheme-handler/bowline'],
    desktopTemplate: path.join(HERE, 'desktop.ejs'),
    icon: { ...Object.fromEntries(icons), scalable: path.join(ICONS, 'bowline.svg') },
    scripts: { postinst: path.join(HERE, 'postinst.sh'), prerm: path.join(HERE, 'prerm.sh') },
    compression: compression(),
  };
  return { options };
}
