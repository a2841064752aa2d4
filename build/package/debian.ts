// The Debian package: names that scripts and menus rely on, and what the app needs to run.
import path from 'node:path';
import type { MakerDebConfig } from '@electron-forge/maker-deb';
import { LINUX_PACKAGE } from './linuxPackage.ts';

const HERE = import.meta.dirname;

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
  const options: DebianOptions = {
    ...LINUX_PACKAGE,
    section: 'net',
    depends: ['libasound2t64 | libasound2', 'openssh-client'],
    suggests: ['nodejs (>= 20)'],
    categories: ['Network', 'System'],
    scripts: { postinst: path.join(HERE, 'postinst.sh'), prerm: path.join(HERE, 'prerm.sh') },
    compression: compression(),
  };
  return { options };
}
