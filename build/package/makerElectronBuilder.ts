// A Forge maker that lets electron-builder turn the folder Forge has packaged into one of the
// installers that Forge has no maker of its own for.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import about from '../../package.json' with { type: 'json' };
import type { MakerOptions } from '@electron-forge/maker-base';
import { MakerBase } from '@electron-forge/maker-base';
import type { ForgePlatform } from '@electron-forge/shared-types';
import { Arch, build, Platform } from 'electron-builder';
import { BUILDER_CONFIG, prepackaged } from './builderConfig.ts';
import { isNetworkFailure } from './networkFailure.ts';
import { SEVEN_ZIP } from './sevenZip.ts';
import type { Target } from './targets.ts';
import { FEED_FILE, publishConfig, whatsNew } from './updates.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const PLATFORMS = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC };

export interface ElectronBuilderConfig {
  target: Target;
  /** Called instead of failing when a tool can't be fetched: what was skipped, and why. */
  onSkip: (reason: string) => void;
}

export class MakerElectronBuilder extends MakerBase<ElectronBuilderConfig> {
  override name: string;
  override defaultPlatforms: ForgePlatform[];

  constructor(config: ElectronBuilderConfig) {
    super(config);
    this.name = config.target.name;
    this.defaultPlatforms = [config.target.platform];
  }

  override isSupportedOnCurrentPlatform(): boolean {
    return true;
  }

  override async make(options: MakerOptions): Promise<string[]> {
    const { target, onSkip } = this.config;
    try {
      return await this.#build(target, options);
    } catch (error) {
      if (!isNetworkFailure(error)) throw error;
      const [why] = String((error as Error).message ?? error).split('\n');
      onSkip(`${target.title}: a tool of electron-builder’s could not be downloaded (${why})`);
      return [];
    }
  }

  async #build(target: Target, { dir, makeDir, targetArch }: MakerOptions): Promise<string[]> {
    const output = path.join(makeDir, target.name);
    if (SEVEN_ZIP) process.env.ELECTRON_BUILDER_7ZIP_PATH ??= SEVEN_ZIP;
    const artifacts = await build({
      projectDir: ROOT,
      prepackaged: prepackaged(target, dir),
      publish: 'never',
      targets: PLATFORMS[target.platform].createTarget(target.name, Arch[targetArch as 'x64']),
      config: {
        ...BUILDER_CONFIG,
        ...publishConfig(target.platform, targetArch),
        releaseInfo: { releaseNotes: whatsNew(about.version) },
        directories: { output },
      },
    });
    // It names the feed to nobody, and writes it last.
    const feeds = (await readdir(output)).filter((name) => FEED_FILE.test(name));
    const installers = artifacts.filter((file) => !file.endsWith('.blockmap'));
    return [...new Set([...installers, ...feeds.map((name) => path.join(output, name))])];
  }
}
