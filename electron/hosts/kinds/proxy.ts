// The fields of a proxy before an SSH host: what ssh is told of them stands in electron/ssh/throughProxy.ts.
// Its password is none of them: it is asked for and kept as those of logins are.
import { addressProblem, portProblem } from '../../ssh/sshFields.ts';
import { proxyUserProblem } from '../../ssh/throughProxy.ts';
import type { Choice, HostField } from './kind.ts';

const PROXY_KIND = [
  { value: '', label: 'As usual', hint: 'As its folder says, or else none.' },
  { value: 'none', label: 'None', hint: 'Straight, whatever its folder says.', holds: '' },
  {
    value: 'socks5',
    label: 'SOCKS 5',
    hint: 'The first connection from here goes through it: to the jump host, where there is one. Names are looked up there.',
  },
  {
    value: 'http',
    label: 'HTTP',
    hint: 'The first connection from here goes through it (CONNECT): to the jump host, where there is one. Names are looked up there.',
  },
] as const satisfies readonly Choice[];

export const SSH_PROXY = {
  proxyKind: {
    inherits: true,
    section: 'proxy',
    label: 'Proxy',
    hint: '',
    choices: PROXY_KIND,
  },
  proxyAddress: {
    inherits: true,
    section: 'proxy',
    label: 'Proxy address',
    hint: 'Host name or IP address.',
    placeholder: 'proxy.example.net',
    check: (address: string) => (address === '' ? null : addressProblem(address)),
    normal: (address: string) => address.replace(/^\[(.*)\]$/, '$1'),
  },
  proxyPort: {
    inherits: true,
    section: 'proxy',
    narrow: true,
    label: 'Proxy port',
    hint: 'Empty: 1080, with HTTP 8080.',
    check: portProblem,
    normal: (port: string) => port && String(Number(port)),
  },
  proxyUser: {
    inherits: true,
    section: 'proxy',
    narrow: true,
    label: 'Proxy user',
    hint: 'Empty: none. Its password is asked for at the first login, and kept if you want.',
    check: proxyUserProblem,
  },
} as const satisfies Record<string, HostField>;
