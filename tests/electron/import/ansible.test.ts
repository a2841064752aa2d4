// Ansible's inventories: what the samples don't show.
import { describe, expect, it } from 'vitest';
import type { FoundHost } from '../../../electron/import/found.ts';
import { readHosts } from '../../../electron/import/readHosts.ts';
import { ImportSource } from '../../../electron/import/source.ts';
import { PersonError } from '../../../electron/personError.ts';
import { fileOf } from './export/plain.ts';
import { survives } from './fuzz.ts';

const INI = `[web]
a ansible_user='x y' ansible_password="S#CRET" ansible_port=2201 # end
b ansible_host="{{ inventory_hostname }}.example.com" ansible_ssh_extra_args='-J u@j:22,k -L 8080:db:80 -A -o Foo=1'
c[1:2]:2222 ansible_connection=ansible.netcommon.network_cli
d ansible_host={{ lookup('env','X') }}
bad[5:1]
k ansible_connection=community.docker.docker
[web:vars]
ansible_ssh_common_args=-o ControlMaster=auto -C -o ServerAliveInterval=30
domain=example.com
db_pass=TOPSECRET
[two]
a
[low:children]
two
[low:vars]
ansible_timeout=15
ansible_host_key_checking=False
`;

function named(hosts: readonly FoundHost[], name: string): FoundHost | undefined {
  return hosts.find((host) => host.name === name);
}

describe('an inventory in INI', () => {
  const { hosts, unmapped } = readHosts(fileOf(INI));

  it('has what hosts, groups and ssh’s own arguments say', () => {
    expect(named(hosts, 'a')).toMatchObject({
      ...{ user: 'x y', port: 2201, groups: ['web', 'two', 'low'] },
      more: {
        ...{ compression: true, keepAliveSeconds: 30, connectTimeoutSeconds: 15 },
        ...{ strictHostKeyChecking: 'no', options: { ControlMaster: 'auto' } },
      },
    });
    expect(named(hosts, 'b')).toMatchObject({
      ...{ address: 'b.example.com', jump: ['u@j:22', 'k'] },
      forwards: [
        { type: 'local', listen: { host: null, port: 8080 }, target: { host: 'db', port: 80 } },
      ],
      more: { agentForward: true, options: { Foo: '1' } },
    });
    expect(named(hosts, 'c2')).toMatchObject({ address: 'c2', port: 2222 });
    expect(named(hosts, 'k')).toBeUndefined();
  });

  it('has the user in front of a name, as ssh itself finds it', () => {
    const text = '[web]\nroot@10.0.0.1\n[db]\nu@d1 ansible_user=v\nd2 ansible_host=w@10.0.0.2\n';
    const found = readHosts(fileOf(text.slice(0, text.indexOf('[db]'))));
    expect(found.hosts[0]).toMatchObject({ user: 'root', address: '10.0.0.1', groups: ['web'] });
    const [, two, three] = readHosts(fileOf(text)).hosts;
    expect(two).toMatchObject({ user: 'v', address: 'd1' });
    expect(three).toMatchObject({ name: 'd2', user: 'w', address: '10.0.0.2' });
  });

  it('leaves what Ansible works out as it is written, and says so', () => {
    expect(named(hosts, 'd')?.address).toContain('{{');
    const told = unmapped.map(({ where, why }) => `${where} ${why.code}`);
    expect(told).toEqual(expect.arrayContaining(['k import-ansible-without-ssh']));
    expect(unmapped.find(({ what }) => what === 'bad[5:1]')?.why.code).toBe('import-ansible-range');
  });

  it('shows no secret, by whatever name', () => {
    expect(JSON.stringify([hosts, unmapped])).not.toMatch(/S#CRET|TOPSECRET/);
    const secrets = unmapped.filter(({ why }) => why.code === 'import-secret');
    expect(secrets.map(({ where, what }) => `${where} ${what}`).toSorted()).toEqual([
      'a ansible_password',
      'web:vars db_pass',
    ]);
  });
});

describe('an inventory', () => {
  it('is what ansible-inventory --list prints, too', () => {
    const json = {
      _meta: { hostvars: { h1: { ansible_host: '192.0.2.1', ansible_port: 2022 } } },
      all: { children: ['ungrouped', 'web'] },
      web: { hosts: ['h1', 'h2'] },
    };
    const { format, hosts } = readHosts(fileOf(JSON.stringify(json)));
    expect(format).toBe('ansible');
    expect(hosts).toMatchObject([
      { name: 'h1', address: '192.0.2.1', port: 2022, groups: ['web'] },
      { name: 'h2', address: 'h2', groups: ['web'] },
    ]);
  });

  it('has a folder’s variables, those of a group of a file before those of the inventory', () => {
    const text = (name: string, content: string) => ({
      name,
      bytes: new TextEncoder().encode(content),
    });
    const files = [
      text('group_vars/all.yml', 'ansible_user: everyone\n'),
      text('group_vars/web/main.yml', 'ansible_port: 2200\nsecret: !vault |\n  x\n'),
      text('host_vars/b.yml', 'ansible_user: own\n'),
      text('hosts', '[web]\na\nb\n[web:vars]\nansible_user=weaker\nansible_port=1\n'),
      text('site.yml', '- hosts: web\n  roles: []\n'),
    ];
    const place = { path: '/nowhere', sshFolder: '/nowhere/.ssh' };
    const { format, hosts } = readHosts(new ImportSource('inventory', files, place, true));
    expect(format).toBe('ansible');
    expect(hosts).toMatchObject([
      { name: 'a', user: 'everyone', port: 2200 },
      { name: 'b', user: 'own', port: 2200 },
    ]);
  });

  it('has hosts with variables in a list, and tells what stands where variables should', () => {
    const text =
      'all:\n  hosts:\n    a:\n      - ansible_host: 192.0.2.1\n    b:\n' +
      'web:\n  hosts:\n    - c:\n        ansible_host: 192.0.2.3\n    - d\n';
    const { hosts, unmapped } = readHosts(fileOf(text), 'ansible');
    expect(hosts.map(({ name, address }) => [name, address])).toEqual([
      ...[['a', 'a'] as const, ['b', 'b'] as const],
      ...[['c', '192.0.2.3'] as const, ['d', 'd'] as const],
    ]);
    expect(unmapped.map(({ what, why }) => `${what} ${why.code}`)).toEqual([
      'a import-ansible-no-variables',
    ]);
  });

  it('says what to do where it is encrypted, or only asks a cloud', () => {
    const vault = '$ANSIBLE_VAULT;1.1;AES256\n6162\n';
    expect(() => readHosts(fileOf(vault))).toThrow(/ansible-vault view/);
    expect(() => readHosts(fileOf('plugin: amazon.aws.aws_ec2\nregions: [eu-1]\n'))).toThrow(
      /--list/,
    );
  });

  it('harms nobody by loops, ranges without end, depth, or names of prototypes', () => {
    const loop = readHosts(
      fileOf('[a:children]\nb\n[b:children]\na\n[a]\nh\n[a:vars]\nansible_user=x\n'),
    );
    expect(loop.hosts).toMatchObject([{ name: 'h', user: 'x' }]);
    expect(() => readHosts(fileOf('[a:vars]\nx=1\n[a]\nh[0:999999999]\n'))).toThrow(PersonError);
    expect(() => readHosts(fileOf('[a:vars]\nx=1\n[a]\n[0:999].[0:999].[0:999]\n'))).toThrow(
      PersonError,
    );
    const deep = Array.from({ length: 200 }, (_, at) => `[g${at}:children]\ng${at + 1}\n`).join('');
    expect(() => readHosts(fileOf(`${deep}[g200]\nh\n`))).toThrow(PersonError);
    const odd = readHosts(
      fileOf('[web:vars]\n__proto__=x\n[web]\n__proto__ constructor=1\n-oProxyCommand=x\n'),
    );
    expect(odd.hosts.map(({ name }) => name)).toEqual(['__proto__', '-oProxyCommand=x']);
    const bomb = `x0: &x0 {hosts: {h: }}\n${Array.from({ length: 30 }, (_, at) => `x${at + 1}: &x${at + 1} {children: {a: *x${at}, b: *x${at}}}\n`).join('')}`;
    expect(readHosts(fileOf(bomb), 'ansible').hosts).toMatchObject([{ name: 'h' }]);
  });

  it('survives any damage', async () => {
    await survives(INI, 'ansible');
    await survives(
      'all:\n  hosts:\n    a: {ansible_port: 22}\n  children: {web: {hosts: {b: &x {v: 1}, c: *x}}}\n',
      'ansible',
    );
  });
});
