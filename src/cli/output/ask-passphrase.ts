import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { Secret } from '#model/secret.ts';

const ENTER = '\r\n\u0004';
const STOP = '\u0003';
const BACK = '\u0008\u007f';

/** One key after the other onto what was typed. */
const typed = (before: string, key: string): string => {
  if (BACK.includes(key)) return [...before].slice(0, -1).join('');
  return key >= ' ' ? before + key : before;
};

/** The person's terminal, whatever stdin and stdout are; undefined without one. */
const terminal = (): { fd: number; keys: ReadStream } | undefined => {
  try {
    const fd = openSync('/dev/tty', 'r+');
    return { fd, keys: new ReadStream(fd) };
  } catch {
    return undefined;
  }
};

/** Asks at the terminal without showing what is typed. Undefined where there is none, or after Ctrl-C. */
export const askPassphrase = (question: string): Promise<Secret | undefined> => {
  const tty = terminal();
  if (!tty) return Promise.resolve(undefined);
  const { fd, keys } = tty;
  writeSync(fd, question);
  keys.setRawMode(true);
  return new Promise((resolve) => {
    let text = '';
    const end = (answer: Secret | undefined): void => {
      keys.setRawMode(false);
      writeSync(fd, '\n');
      keys.destroy();
      resolve(answer);
    };
    keys.setEncoding('utf8').on('data', (chunk) => {
      for (const key of chunk.toString()) {
        if (key === STOP) return end(undefined);
        if (ENTER.includes(key)) return end(new Secret(text));
        text = typed(text, key);
      }
    });
    keys.on('error', () => resolve(undefined));
  });
};
