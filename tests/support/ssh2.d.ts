// As much of ssh2 as the scripted server needs: its own types bring another version of Node's.
declare module 'ssh2' {
  import type { EventEmitter } from 'node:events';
  import type { AddressInfo } from 'node:net';

  export interface Prompt {
    prompt: string;
    echo: boolean;
  }

  export interface AuthContext extends EventEmitter {
    method: 'none' | 'password' | 'keyboard-interactive' | 'publickey' | 'hostbased';
    username: string;
    password?: string;
    accept(): void;
    reject(methods?: string[], isPartialSuccess?: boolean): void;
    prompt(
      prompts: Prompt[],
      title: string,
      instructions: string,
      done: (answers: string[]) => void,
    ): void;
  }

  export interface ServerConnection extends EventEmitter {
    end(): void;
  }

  export class Server extends EventEmitter {
    constructor(
      options: { hostKeys: string[]; banner?: string; ident?: string },
      onConnection: (client: ServerConnection) => void,
    );
    listen(port: number, host: string, onListening: () => void): this;
    address(): AddressInfo;
    close(): this;
  }

  const ssh2: { Server: typeof Server };
  export default ssh2;
}
