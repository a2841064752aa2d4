// The part of the audit that runs in the page, so it uses nothing of this module: walks what is laid
// out, and hands back what is wrong with it.

export interface PageFinding {
  rule: 'contrast' | 'cut-off' | 'small';
  /** What it is about, as a selector that tells it from others. */
  where: string;
  /** The text, or the name of the target. */
  text: string;
  /** A ratio, or pixels. */
  value: string;
}

/** @param contrast false leaves that out */
export function lookOver(contrast: boolean): PageFinding[] {
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const LEAST_TARGET = 24;
  const found = new Map<string, PageFinding>();
  const SHOWN = 40;

  const nameOf = (element: Element): string => {
    const own = [...element.classList].filter((name) => !/^s(velte)?-/.test(name));
    const id = element.id && !/\d/.test(element.id) ? `#${element.id}` : '';
    return element.localName + id + own.map((name) => `.${name}`).join('');
  };
  const pathOf = (element: Element): string => {
    const parent = element.parentElement;
    return parent ? `${nameOf(parent)} > ${nameOf(element)}` : nameOf(element);
  };
  const report = (
    rule: PageFinding['rule'],
    element: Element,
    value: string,
    text: string,
  ): void => {
    const finding = { rule, where: pathOf(element), text: text.trim().slice(0, SHOWN), value };
    found.set(`${rule} ${finding.where} ${finding.text}`, finding);
  };

  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
  const colourOf = (css: string): Colour => {
    const [, space, inside] = /^(rgba?|color)\(([^)]+)\)/.exec(css) ?? [];
    if (inside !== undefined && (space !== 'color' || inside.startsWith('srgb '))) {
      const parts = inside
        .replace('srgb ', '')
        .split(/[ ,/]+/)
        .map(Number);
      const scale = space === 'color' ? 1 : 255;
      return [parts[0]! / scale, parts[1]! / scale, parts[2]! / scale, parts[3] ?? 1];
    }
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r! / 255, g! / 255, b! / 255, a! / 255];
  };
  const over = (top: Colour, under: Colour): Colour => {
    const [r, g, b] = [0, 1, 2].map((at) => top[at]! * top[3] + under[at]! * (1 - top[3]));
    return [r!, g!, b!, 1];
  };
  const luminance = ([r, g, b]: Colour): number => {
    const [red, green, blue] = [r, g, b].map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const ratio = (one: Colour, other: Colour): number => {
    const [bright, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (bright! + 0.05) / (dark! + 0.05);
  };

  const ancestors = (element: Element): Element[] => {
    const all: Element[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) all.push(at);
    return all;
  };
  const groundOf = (element: Element): Colour => {
    const layers = ancestors(element).map((one) => colourOf(getComputedStyle(one).backgroundColor));
    const solid = layers.findIndex(([, , , alpha]) => alpha === 1);
    const above = solid < 0 ? layers : layers.slice(0, solid + 1);
    return above.reduceRight<Colour>((under, top) => over(top, under), [1, 1, 1, 1]);
  };
  const opacityOf = (element: Element): number =>
    ancestors(element).reduce((all, one) => all * Number(getComputedStyle(one).opacity), 1);

  const off = 'button:disabled, input:disabled, select:disabled, textarea:disabled';
  const isOff = (element: Element): boolean =>
    element.closest(`${off}, [aria-disabled="true"], [data-disabled]`) !== null;
  const isTerminals = (element: Element): boolean => element.closest('.xterm') !== null;

  /** Seen: of a size, in the window, and with nothing over it. */
  const isSeen = (element: Element, box: DOMRect): boolean => {
    if (box.width <= 1 || box.height <= 1) return false;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    if (getComputedStyle(element).pointerEvents === 'none') return true;
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (element.contains(hit) || hit.contains(element));
  };

  /** Clipped to a point, for screen readers alone. */
  const isHeardOnly = (element: Element): boolean =>
    ancestors(element).some((one) => {
      const { width, height } = one.getBoundingClientRect();
      return Math.min(width, height) <= 1 && getComputedStyle(one).overflow !== 'visible';
    });

  const judgeContrast = (element: Element, text: string): void => {
    if (!contrast || isOff(element)) return;
    const style = getComputedStyle(element);
    const ground = groundOf(element);
    const [r, g, b, alpha] = colourOf(style.color);
    const got = ratio(over([r, g, b, alpha * opacityOf(element)], ground), ground);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (got < (large ? 3 : 4.5)) report('contrast', element, got.toFixed(2), text);
  };

  const isShortened = (element: Element): boolean => {
    const { textOverflow, maskImage, overflowX, overflowY } = getComputedStyle(element);
    const scrolls = [overflowX, overflowY].some((one) => one === 'auto' || one === 'scroll');
    return textOverflow === 'ellipsis' || maskImage !== 'none' || scrolls;
  };
  const judgeCut = (element: Element, box: DOMRect, text: string): void => {
    for (const one of ancestors(element)) {
      if (isShortened(one)) return;
      const { overflowX, position } = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      if (overflowX === 'visible' && one !== document.documentElement) {
        if (position === 'fixed') break;
        continue;
      }
      const beyond = Math.max(box.right - edge.right, edge.left - box.left);
      if (beyond > 1.5) report('cut-off', element, `${Math.round(beyond)}px`, text);
      if (beyond > 1.5) return;
    }
    const beyond = Math.max(box.right - innerWidth, -box.left);
    if (beyond > 1.5) report('cut-off', element, `${Math.round(beyond)}px`, text);
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement!;
    const text = node.textContent ?? '';
    if (text.trim() === '' || isTerminals(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!isSeen(element, box) || isHeardOnly(element)) continue;
    judgeContrast(element, text);
    judgeCut(element, box, text);
  }

  const roles = [
    'button',
    'tab',
    'option',
    'treeitem',
    'menuitem',
    'switch',
    'radio',
    'checkbox',
    'combobox',
  ];
  const targets = ['button', 'a[href]', 'input', 'select', 'textarea', 'summary'];
  const selector = [...targets, ...roles.map((role) => `[role="${role}"]`)].join();
  for (const element of document.querySelectorAll(selector)) {
    if (isTerminals(element) || isOff(element)) continue;
    const whole = element.closest('label') ?? element;
    const box = whole.getBoundingClientRect();
    if (!isSeen(element, element.getBoundingClientRect())) continue;
    const least = Math.min(box.width, box.height);
    const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
    if (least < LEAST_TARGET - 0.5) report('small', element, `${Math.round(least)}px`, name);
  }
  return [...found.values()];
}
