// What is wrong with a field of a tunnel's form.

export const tunnelFields = {
  'proxy-on-socket': 'OpenSSH’s proxy listens on a port, not on a socket.',
  'listen-address-open':
    'Other machines could connect there. Tick “Other machines may connect”, or use 127.0.0.1.',
  'tunnel-address-missing': 'Enter an address, for example localhost.',
  'socket-path-with-control': 'The path contains characters that can’t be seen.',
  'socket-path-too-long': ({ most }: { most: number }) =>
    `A socket’s path has at most ${most} bytes.`,
  'listen-port-wrong': 'A port: 1 to 65535, or 0 for a free one.',
  'target-port-wrong': 'A port: 1 to 65535.',
  'proxy-user-missing': 'Enter a user name, too.',
  'proxy-without-logins': 'OpenSSH’s proxy knows no logins. Leave it empty.',
  'proxy-password-missing': 'Enter a password, too.',
  'proxy-password-unreadable':
    'The keychain did not give this proxy’s password back. ' +
    'Unlock it and start again, or edit the tunnel and enter the password anew.',
  'login-too-long': ({ most }: { most: number }) => `That is too long: at most ${most} bytes.`,
};
