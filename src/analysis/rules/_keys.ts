import type { RenderedFile } from '#model/rendered.ts';

/** A key of a person or of the host that lies in a file; the host's own key is no key to elsewhere. */
export interface UserKey {
  readonly path: string;
  /** Whether it takes a passphrase; undefined: the text is not there yet. */
  readonly encrypted: boolean | undefined;
}

const PEM = /-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----([\s\S]*?)-----END/;

/** The cipher of an OpenSSH private key, which comes first in it (OpenSSH PROTOCOL.key section 1). */
const opensshCipher = (body: string): string => {
  const bytes = atob(body.replace(/\s/g, ''));
  const start = 'openssh-key-v1\0'.length + 4;
  return bytes.slice(start, start + bytes.charCodeAt(start - 1));
};

/** Whether the private key in a text takes a passphrase; undefined: there is no private key. */
export const isEncrypted = (text: string): boolean | undefined => {
  const [, kind = '', body = ''] = PEM.exec(text) ?? [];
  if (body === '') return undefined;
  if (kind.trim() === 'OPENSSH') {
    try {
      return opensshCipher(body) !== 'none';
    } catch {
      return false;
    }
  }
  return kind.includes('ENCRYPTED') || body.includes('Proc-Type: 4,ENCRYPTED');
};

const isHostKey = ({ path }: RenderedFile): boolean => /ssh_host_[^/]*_key$/.test(path);
const isVpn = ({ path }: RenderedFile): boolean => path.includes('/openvpn/');

/** Private keys in the files of a host by which somebody could log in elsewhere. */
export const userKeysIn = (files: readonly RenderedFile[]): UserKey[] =>
  files
    .filter((file) => !isHostKey(file) && !isVpn(file))
    .flatMap((file) => {
      const encrypted = isEncrypted(file.text);
      const promised = file.text.includes('@{secret:ssh-user-key/');
      return encrypted === undefined && !promised ? [] : [{ path: file.path, encrypted }];
    });

/** The key part of each line: `ssh-ed25519 AAAA…`. */
export const publicKeysIn = (text: string): { readonly key: string; readonly options: string }[] =>
  text.split('\n').flatMap((line) => {
    const found = /^(.*?)((?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]+ [A-Za-z0-9+/=]+)/.exec(line.trim());
    return found && !line.startsWith('#') ? [{ options: found[1] ?? '', key: found[2] ?? '' }] : [];
  });
