// Electron's fuses: doors into a packaged app that Bowline doesn't use are welded shut.
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import type { FuseV1Config } from '@electron/fuses';

export const FUSES: FuseV1Config = {
  version: FuseVersion.V1,
  // Nobody can use our binary as a Node, or attach a debugger to the process with the secrets.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Bowline keeps no cookies. With this on, the keychain is opened at each start, before the window.
  [FuseV1Options.EnableCookieEncryption]: false,
  // Electron checks the archive on macOS and Windows; on Linux this has no effect.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // The window is served by a scheme of its own, so files need no extra rights.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};
