import { type At, located, parsed, type Shape } from './shape.ts';

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

const WHAT = 'an OpenSSH public key, such as "ssh-ed25519 AAAA..."';
const plain = parsed(WHAT, publicKey);

/** An OpenSSH public key. What looks like a private one is never repeated in a message. */
export const keyShape: Shape<At<string>> = located({
  json: plain.json,
  read: (node, report) => {
    if (node.content.type !== 'scalar' || !/PRIVATE KEY/i.test(node.content.text))
      return plain.read(node, report);
    const hint = 'write the public one, from the file whose name ends in ".pub", and make a new pair';
    report.error('private-key', node, `a private key stands here, expected ${WHAT}`, { hint });
    return undefined;
  },
});
