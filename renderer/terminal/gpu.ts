// WebGL for terminals that are seen, and only on real hardware: browsers allow about 16
// contexts, and a software rasteriser is slower than the DOM.
import type { Terminal } from '@xterm/xterm';
import { WebglAddon } from '@xterm/addon-webgl';

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** Panes of a window that have one at a time; the browser takes them from others past 16. */
const CONTEXT_LIMIT = 12;
/** A driver that has lost so many contexts in one window will lose the next one too. */
const LOSS_LIMIT = 3;

let hardware: boolean | undefined;
let losses = 0;
let inUse = 0;

function hasHardware(): boolean {
  hardware ??= probe();
  return hardware && losses < LOSS_LIMIT;
}

function probe(): boolean {
  const canvas = document.createElement('canvas');
  const gl = canvas.getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : '');
  release(gl);
  return !SOFTWARE.test(renderer);
}

/** Now, and not some time when nobody refers to it any more: until then it counts. */
function release(gl: WebGL2RenderingContext): void {
  gl.getExtension('WEBGL_lose_context')?.loseContext();
}

/** Turns the GPU renderer of one terminal on and off; off means the DOM renderer. */
export class GpuRenderer {
  readonly #terminal: Terminal;
  #addon: WebglAddon | null = null;
  #visible = false;

  /** To be made once the terminal is open. */
  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    // Capture, for the event doesn't bubble. The addon itself would show nothing for 3 s first.
    terminal.element?.addEventListener('webglcontextlost', () => this.#lost(), true);
  }

  get on(): boolean {
    return this.#addon !== null;
  }

  set visible(visible: boolean) {
    this.#visible = visible;
    if (!visible) this.#drop();
    // Where one terminal takes another's place, the other one's context goes first.
    else queueMicrotask(() => this.#load());
  }

  #load(): void {
    if (!this.#visible || this.#addon || !hasHardware() || inUse >= CONTEXT_LIMIT) return;
    const addon = new WebglAddon();
    try {
      this.#terminal.loadAddon(addon);
      this.#addon = addon;
      inUse += 1;
    } catch {
      losses = LOSS_LIMIT; // there are none to be had
      addon.dispose();
    }
  }

  #lost(): void {
    if (!this.#addon) return;
    losses += 1;
    this.#drop();
  }

  #drop(): void {
    if (!this.#addon) return;
    const contexts = contextsIn(this.#terminal);
    this.#addon.dispose();
    this.#addon = null;
    inUse -= 1;
    contexts.forEach(release);
  }
}

function contextsIn({ element }: Terminal): WebGL2RenderingContext[] {
  const canvases = [
    ...(element?.querySelectorAll<HTMLCanvasElement>('.xterm-screen canvas') ?? []),
  ];
  // Of a canvas that is drawn on otherwise, there is no such context.
  return canvases.flatMap((canvas) => canvas.getContext('webgl2') ?? []);
}
