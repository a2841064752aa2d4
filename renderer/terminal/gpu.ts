// WebGL for the one visible terminal, and only on real hardware: browsers allow about 16
// contexts, and a software rasteriser is slower than the DOM.
import type { Terminal } from '@xterm/xterm';
import { WebglAddon } from '@xterm/addon-webgl';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let hardware: boolean | undefined;

function hasHardware(): boolean {
  hardware ??= probe();
  return hardware;
}

function probe(): boolean {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '');
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !SOFTWARE.test(renderer);
}

/** Turns the GPU renderer of one terminal on and off; off means the DOM renderer. */
export class GpuRenderer {
  readonly #terminal: Terminal;
  #addon: WebglAddon | null = null;
  #lost = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  set visible(visible: boolean) {
    if (!visible) this.#drop();
    else if (!this.#addon && !this.#lost && hasHardware()) this.#load();
  }

  #load(): void {
    const addon = new WebglAddon();
    addon.onContextLoss(() => {
      // A driver that lost it once will again; the DOM renderer is slower but stays.
      this.#lost = true;
      this.#drop();
    });
    try {
      this.#terminal.loadAddon(addon);
      this.#addon = addon;
    } catch {
      this.#lost = true;
      addon.dispose();
    }
  }

  #drop(): void {
    this.#addon?.dispose();
    this.#addon = null;
  }
}
