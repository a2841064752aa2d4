// Names in the code page of the computer that wrote them: guessed from the words, or from what the
// sessions say of their fonts.
import { describe, expect, it } from 'vitest';
import type { Found } from '../../../electron/import/found.ts';
import { guessedCodePage } from '../../../electron/import/readers/putty/codePage.ts';
import { unescaped } from '../../../electron/import/readers/putty/escapes.ts';
import { puttyReg } from '../../../electron/import/readers/puttyReg.ts';
import { fileOf, lost } from './made.ts';

const PAIRS = ['gbk', 'shift_jis', 'euc-kr', 'big5'];
const lettersOf = new Map<string, Map<string, Buffer>>();

/** What an encoding writes, made by asking its decoder for each byte, or pair of bytes. */
function written(text: string, page: string): Buffer {
  const letters = lettersOf.get(page) ?? lettersIn(page);
  lettersOf.set(page, letters);
  return Buffer.concat([...text].map((letter) => letters.get(letter)!));
}

function lettersIn(page: string): Map<string, Buffer> {
  const decoder = new TextDecoder(page);
  const letters = new Map<string, Buffer>();
  const keep = (...bytes: number[]): void => {
    const letter = decoder.decode(Uint8Array.from(bytes));
    if (!letters.has(letter)) letters.set(letter, Buffer.from(bytes));
  };
  const bytes = Array.from({ length: 256 }, (_, at) => at);
  for (const one of bytes) keep(one);
  if (PAIRS.includes(page)) {
    for (const one of bytes.slice(129)) for (const two of bytes.slice(64)) keep(one, two);
  }
  return letters;
}

function sessionsIn(page: string, names: readonly string[], ...lines: string[]): Found {
  const parts = names.map((name) => {
    const key = String.raw`[HKEY_CURRENT_USER\Software\SimonTatham\PuTTY\Sessions\%NAME%]`;
    const escaped = [...written(name, page)].map((byte) => `%${byte.toString(16).toUpperCase()}`);
    const session = [
      key.replace('%NAME%', escaped.join('')),
      ...lines,
      '"HostName"="h"',
      '"UserName"="',
    ];
    return Buffer.concat([
      Buffer.from(session.join('\r\n')),
      written(name, page),
      Buffer.from('"\r\n'),
    ]);
  });
  return puttyReg.read(fileOf('a.reg', Buffer.concat([Buffer.from('REGEDIT4\r\n\r\n'), ...parts])));
}

describe('names without a hint', () => {
  it.each([
    ['windows-1252', ['Jürgen', 'Größe', 'Café']],
    ['windows-1250', ['Łódź', 'Kraków']],
    ['windows-1251', ['Сервер', 'База данных', 'Маршрутизатор']],
    ['windows-1251', ['Пётр']],
    ['windows-1251', ['БД']],
    ['windows-1251', ['СЕРВЕР', 'ПОЧТА']],
    ['windows-1251', ['Тест', 'Бухгалтерия', 'Офис', 'Склад']],
    ['windows-1253', ['Διακομιστής', 'Αθήνα']],
    ['windows-1253', ['Γραφείο']],
    ['gbk', ['服务器', '数据库']],
    ['shift_jis', ['サーバー', 'データベース']],
  ])('in %s are read', (page, names) => {
    const found = sessionsIn(page, names);
    expect(found.hosts.map(({ name }) => name)).toEqual(names);
    expect(found.hosts.map(({ user }) => user)).toEqual(names);
    expect(lost(found)).toEqual([`a.reg | ${page}`]);
  });
});

describe('names with the character set of a font', () => {
  it.each([
    [238, 'windows-1250', ['Připojení', 'Žižkov']],
    [162, 'windows-1254', ['Işık', 'Sığınak']],
    [177, 'windows-1255', ['שרת']],
    [178, 'windows-1256', ['خادم']],
    [186, 'windows-1257', ['Šiauliai', 'Rīga']],
    [222, 'windows-874', ['เซิร์ฟเวอร์']],
    [129, 'euc-kr', ['서버']],
    [136, 'big5', ['伺服器', '資料庫']],
    [0, 'windows-1252', ['Jürgen']],
  ])('%d are in %s', (charset, page, names) => {
    const font = `"FontCharSet"=dword:${charset.toString(16).padStart(8, '0')}`;
    expect(sessionsIn(page, names, font).hosts.map(({ name }) => name)).toEqual(names);
  });

  it('that makes no sense for them are read without it', () => {
    const { hosts } = sessionsIn('windows-1251', ['Сервер'], '"FontCharSet"=dword:000000ee');
    expect(hosts[0]?.name).toBe('Сервер');
  });
});

it('a name in UTF-8 among others in a code page is read as that', () => {
  const key = String.raw`[HKEY_CURRENT_USER\Software\SimonTatham\PuTTY\Sessions\%D0%91%D0%B0%D0%B7%D0%B0]`;
  const text = `${key}\r\n"HostName"="h"\r\n`;
  const found = puttyReg.read(fileOf('a.reg', text));
  expect([found.hosts[0]?.name, found.unmapped]).toEqual(['База', []]);
});

it('escapes that are none stay', () => {
  expect(unescaped('50%25 %zz %4 100%', 'windows-1252')).toBe('50% %zz %4 100%');
  expect(unescaped('ü%20ü%C3%BC', 'windows-1252')).toBe('ü üü');
});

it('a page is guessed for no words, and for any number of them', () => {
  expect(guessedCodePage([], '')).toBe('windows-1252');
  expect(guessedCodePage(Array<string>(300_000).fill('\xd1\xe5\xf0'), '')).toBe('windows-1251');
});
