import { fail, ok, type Result } from '#base/result.ts';
import type { FileProblem } from './files.ts';

/** The UTF-8 text of a stream of at most so many bytes, such as the standard input. */
export const readTextStream = async (
  stream: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
): Promise<Result<string, FileProblem>> => {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > maxBytes) return fail('too-large');
      chunks.push(bytes);
    }
  } catch {
    // A folder as standard input, or a terminal that has gone.
    return fail('unreadable');
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    return fail('not-text');
  }
};
