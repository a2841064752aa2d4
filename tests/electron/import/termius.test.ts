// Termius: headings in any case and order, other protocols, keys in columns, other separators.
import { describe, expect, it } from 'vitest';
import { onlyHost, readText, toldIn } from './pickedFile.ts';

const HEADINGS = 'Groups,Label,Tags,Hostname/IP,Protocol,Port,Username,Password,SSH_KEY';

describe('the CSV', () => {
  it('is one without logins, too', () => {
    const found = readText('Groups,Label,Tags,Hostname/IP,Protocol,Port\nA / B,x,,h,SSH,2022\n');
    expect(onlyHost(found)).toMatchObject({
      name: 'x',
      port: 2_022,
      user: null,
      group: ['A', 'B'],
    });
    expect(found.unmapped).toEqual([]);
  });

  it('may have its columns in another order, and `;` between them', () => {
    const found = readText('Label;Hostname/IP;Username;Groups\nx;h;u;G\n');
    expect(onlyHost(found)).toMatchObject({ address: 'h', user: 'u', group: ['G'] });
  });

  it('tells of keys and passwords, and takes only where a key lies', () => {
    const key = '"-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0\n-----END"';
    const found = readText(
      `${HEADINGS}\n,a,,h,ssh,22,u,/hidden,${key}\n,b,,h,ssh,22,u,,~/.ssh/id_b\n`,
    );
    expect(found.hosts.map(({ identities }) => identities)).toEqual([[], ['~/.ssh/id_b']]);
    expect(found.unmapped.map(({ what }) => what)).toEqual(['Password', 'ssh_key']);
    expect(JSON.stringify(found)).not.toMatch(/c2VjcmV0|hidden/);
  });

  it('knows mosh, and tells of what is no terminal, has no address, or stands in a column of its own', () => {
    const found = readText(
      'Label,Hostname/IP,Protocol,Notes\nm,h,mosh,\nr,h,rdp,\nn,,ssh,\no,h,ssh,by the door\n',
    );
    expect(found.hosts.map(({ name, protocol }) => [name, protocol])).toEqual([
      ['m', 'mosh'],
      ['o', 'ssh'],
    ]);
    expect(toldIn(found).map((line) => line.split(':').slice(0, 2).join(':'))).toEqual([
      ...['r: rdp', 'n: Hostname/IP', 'o: notes=by the door'],
    ]);
  });

  it('is read without quotes that close, and with names that each object has', () => {
    const cut = readText(`${HEADINGS}\n,a,,h,ssh,,,,\n,"b,,h,ssh`);
    expect(onlyHost(cut).name).toBe('a');
    expect(toldIn(cut)[0]).toContain('is not closed');
    const found = readText('Label,Hostname/IP,__proto__,Protocol\n__proto__,h,x,constructor\n');
    expect(found.hosts).toEqual([]);
    expect(toldIn(found)[0]).toContain('__proto__: constructor');
  });
});
