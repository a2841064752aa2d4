// electron-builder packs archives with a 7-Zip that it downloads; Debian's does as well.
import { existsSync } from 'node:fs';

const CANDIDATES = ['/usr/bin/7z', '/usr/bin/7za', '/usr/bin/7zz'];

export const SEVEN_ZIP = CANDIDATES.find((file) => existsSync(file));
