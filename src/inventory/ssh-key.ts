import { located, parsed } from './shape.ts';

const KEY =
  /^((?:sk-)?(?:ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa)(?:@openssh\.com)?) ([A-Za-z0-9+/]{40,2000}={0,2})(?: [^\r\n]*)?$/;

/** The blob repeats its type; a key that was cut or mixed up does not. */
const blobType = (blob: string): string | undefined => {
  try {
    const bytes = atob(blob);
    const length = (bytes.charCodeAt(2) << 8) + bytes.charCodeAt(3);
    return bytes.slice(4, 4 + length);
  } catch {
    return undefined;
  }
};

/** The key without its comment. */
export const publicKey = (text: string): string | undefined => {
  const match = KEY.exec(text.trim());
  return match && blobType(match[2]!) === match[1] ? `${match[1]} ${match[2]}` : undefined;
};

/** An OpenSSH public key. */
export const keyShape = located(parsed('an OpenSSH public key, such as "ssh-ed25519 AAAA..."', publicKey));
