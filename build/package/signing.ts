// Signing, where whoever builds has the keys; without them everything is built unsigned, and nothing
// fails. Forge's packager signs the application itself: electron-builder makes installers from the
// packaged folder, and signs of those only the Windows one. docs/RELEASING.md names the variables.
import path from 'node:path';
import type { ForgePackagerOptions } from '@electron-forge/shared-types';

const ROOT = path.resolve(import.meta.dirname, '../..');

export const ENTITLEMENTS = path.join(ROOT, 'assets/entitlements.mac.plist');

/** An App Store Connect key, as Apple's notary wants it: its file, its id, and who issued it. */
const NOTARY = ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'] as const;

type Signing = Pick<ForgePackagerOptions, 'osxSign' | 'osxNotarize' | 'windowsSign'>;

/** @throws when a part of what belongs together is missing, which nobody can have meant */
function together(env: NodeJS.ProcessEnv, names: readonly string[]): string[] | undefined {
  const values = names.map((name) => env[name] ?? '');
  if (values.every((value) => value === '')) return undefined;
  const missing = names.filter((_name, index) => values[index] === '');
  if (missing.length === 0) return values;
  throw new Error(`For signing, ${missing.join(' and ')} must be set beside ${names.join(', ')}.`);
}

function macSigning(env: NodeJS.ProcessEnv): Signing {
  const notary = together(env, NOTARY);
  const identity = env.BOWLINE_MAC_IDENTITY;
  if (!identity && notary) throw new Error('Notarising wants BOWLINE_MAC_IDENTITY, to sign first.');
  if (!identity) return {};
  const keychain = env.BOWLINE_MAC_KEYCHAIN;
  const [appleApiKey = '', appleApiKeyId = '', appleApiIssuer = ''] = notary ?? [];
  return {
    osxSign: {
      identity,
      ...(keychain ? { keychain } : {}),
      continueOnError: false, // else a build that isn't signed would look as if it were
      optionsForFile: () => ({ hardenedRuntime: true, entitlements: ENTITLEMENTS }),
    },
    ...(notary ? { osxNotarize: { appleApiKey, appleApiKeyId, appleApiIssuer } } : {}),
  };
}

/** The variables are those of electron-builder, which signs the installer with the same. */
function windowsSigning(env: NodeJS.ProcessEnv): Signing {
  const [certificateFile, certificatePassword] =
    together(env, ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD']) ?? [];
  if (!certificateFile) return {};
  return { windowsSign: { certificateFile, certificatePassword } };
}

/**
 * The packager's options; none where there are no keys.
 * @param platform what is packaged: `darwin` and the like
 * @throws in words, when only a part of them is there
 */
export function signing(platform: string, env: NodeJS.ProcessEnv = process.env): Signing {
  if (platform === 'darwin') return macSigning(env);
  return platform === 'win32' ? windowsSigning(env) : {};
}
