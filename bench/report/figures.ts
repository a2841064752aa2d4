// Figures as people read them: a value with its unit, its aim, and whether it was met.
import type { Figure, Unit } from '../bench.ts';

const PLACES: Record<Unit, number> = { ms: 1, s: 2, KB: 1, MB: 1, 'MB/s': 1, '%': 2, '×': 2 };

export function meets({ value, aim }: Figure): boolean {
  if (!aim) return true;
  return 'most' in aim ? value <= aim.most : value >= aim.least;
}

export function valueText(value: number, unit: Unit): string {
  return `${value.toFixed(PLACES[unit])}${unit === '%' || unit === '×' ? '' : ' '}${unit}`;
}

/** `≤ 50 ms`; '' for a figure without an aim. */
export function aimText({ aim, unit }: Figure): string {
  if (!aim) return '';
  const [sign, bound] = 'most' in aim ? ['≤', aim.most] : ['≥', aim.least];
  return `${sign} ${bound}${unit === '%' || unit === '×' ? '' : ' '}${unit}`;
}

export function verdict(figure: Figure): string {
  if (!figure.aim) return '';
  return meets(figure) ? 'met' : 'missed';
}

/** The cells of one line of a table. */
export function cells(figure: Figure): string[] {
  const { what, value, unit } = figure;
  return [what, valueText(value, unit), aimText(figure), verdict(figure)];
}

export const COLUMNS = ['measured', 'figure', 'aim', ''];
