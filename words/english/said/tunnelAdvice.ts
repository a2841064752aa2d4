// What to do about a tunnel that can't be had, or a connection through it that can't be made.

export const tunnelAdvice = {
  'try-target-program-port': 'Check that the program there is running, and the port.',
  'try-target-program-path': 'Check that the program there is running, and the path.',
  'try-target-program-place': 'Check that the program there is running, and the address and port.',
  'try-target-network': 'Check the address, and the network of the machine that connects.',
  'try-target-name': 'Check the spelling; the name is looked up by the machine that connects.',
  'try-target-firewall': 'Check the address, and that no firewall drops the connection.',
  'try-target': 'Check the target.',
  'try-allow-forward': 'The agent’s --allow-forward says what it may reach.',
  'try-allow-forward-default':
    'Its --allow-forward says what may be reached; by default that is its own loopback.',
  'try-closing-streams': 'Close some of the connections, then try again.',
  'try-closing-some': 'Close some of them, then try again.',

  'try-port': 'Choose another port; 0 takes a free one.',
  'try-high-port': 'Ports below 1024 need root on most systems; choose a higher one.',
  'try-own-address': 'Choose one that it has, or 127.0.0.1.',
  'try-address-of-host': 'Choose an address that the host has, or 127.0.0.1.',
  'try-ip-address': 'Write the IP address instead.',
  'try-path': 'Choose another path, or remove what is there if nothing needs it.',
  'try-folder': 'Choose a folder that exists and that you may write to.',
  'try-address': 'Choose another address.',
  'try-loopback': 'Listen on 127.0.0.1, or say that others may connect.',
  'try-loopback-there': 'Listen on 127.0.0.1 there, or say that others may connect.',
  'try-allow-listen': 'The agent’s --allow-listen says where it may listen.',
  'try-stopping-tunnels': 'Stop some of this host’s tunnels.',

  'try-removing-tunnel': 'Remove one that you no longer need.',
  'try-agent-update': 'Update bowline-agent there.',
  'try-reconnect': 'Reconnect to try again.',
  'try-socks-proxy': 'Set this address as a SOCKS proxy, not as an HTTP proxy.',
  'try-tcp-only': 'UDP and incoming connections don’t go through this tunnel.',
  'try-socks-login': 'Enter them in the program’s proxy settings; SOCKS4 knows no passwords.',
  'try-tunnel-like': ({ example }: { example: string }) => `Write it like ${example}.`,
};
