// As whom the app introduces itself to each system.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { APP_ID, introduceToSystem } from '../../../electron/launch/systemIdentity.ts';

function introduced(platform: NodeJS.Platform, isPackaged: boolean): string[] {
  const told: string[] = [];
  const app = {
    isPackaged,
    setAppUserModelId: (id: string) => void told.push(`id ${id}`),
    setAsDefaultProtocolClient: (scheme: string) => Boolean(told.push(`opens ${scheme}`)),
  };
  introduceToSystem(app, platform);
  return told;
}

describe('the system is told who the app is', () => {
  it.each<[NodeJS.Platform, boolean, string[]]>([
    ['win32', true, [`id ${APP_ID}`]], // the installer says who opens links, and takes it back
    ['win32', false, [`id ${APP_ID}`]],
    ['darwin', true, ['opens bowline']],
    ['darwin', false, []],
    ['linux', true, []],
  ])('on %s, packaged: %s', (platform, isPackaged, told) =>
    expect(introduced(platform, isPackaged)).toEqual(told),
  );

  it('by the name that software centres read', () => {
    const metainfo = new URL('../../../assets/bowline.metainfo.xml', import.meta.url);
    expect(readFileSync(metainfo, 'utf8')).toContain(`<id>${APP_ID}</id>`);
  });
});
