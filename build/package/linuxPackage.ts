// What a .deb and an .rpm say of themselves, the same in both.
import path from 'node:path';
import type { MakerDebConfig } from '@electron-forge/maker-deb';

const HERE = import.meta.dirname;
const ICONS = path.resolve(HERE, '../../assets/icons');
const ICON_SIZES = [16, 32, 48, 64, 128, 256, 512];

/** Files by size. */
type Icons = NonNullable<MakerDebConfig['options']>['icon'];

function icons(): Icons {
  const sized = ICON_SIZES.map((size) => [`${size}x${size}`, path.join(ICONS, `${size}.png`)]);
  return { ...Object.fromEntries(sized), scalable: path.join(ICONS, 'bowline.svg') };
}

export const LINUX_PACKAGE = {
  name: 'bowline',
  bin: 'bowline',
  productName: 'Bowline',
  genericName: 'Remote-shell manager',
  description: 'Remote-shell manager that never loses a shell and never hides lag',
  productDescription:
    'Keeps a list of hosts and opens shells on them in tabs: on this computer, over SSH, ' +
    'or through its own agent, which keeps a shell alive while nobody is connected.',
  maintainer: 'Bowline contributors',
  mimeType: ['x-scheme-handler/bowline'],
  desktopTemplate: path.join(HERE, 'desktop.ejs'),
  icon: icons(),
};
