// Loaded into the app before it (`electron -r`): a keychain where there is none, which writes down
// what is asked of it, and whether there was a window to be seen at that time.
import { BrowserWindow, safeStorage } from 'electron';

/** @param {Buffer} bytes */
const turned = (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0xff));

function blocking() {
  throw new Error('the keychain is asked for something that holds the app up');
}

/** @type {Record<string, (...args: any[]) => unknown>} */
const answers = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => turned(Buffer.from(text)),
  decryptStringAsync: async (sealed) => {
    return { result: turned(sealed).toString(), shouldReEncrypt: false };
  },
  // These hold the app up, and go in Electron 46.
  isEncryptionAvailable: blocking,
  encryptString: blocking,
  decryptString: blocking,
};

/** @type {{ name: string, seen: boolean }[]} */
const keychainAsked = [];
Object.assign(globalThis, { keychainAsked });
for (const [name, answer] of Object.entries(answers)) {
  /** @param {unknown[]} args */
  const asked = (...args) => {
    const seen = BrowserWindow.getAllWindows().some((window) => window.isVisible());
    keychainAsked.push({ name, seen });
    return answer(...args);
  };
  Object.assign(safeStorage, { [name]: asked });
}
