import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fail, ok, type Result } from '#base/result.ts';

/** Why a packed file could not be read. */
export type PackedProblem = 'missing' | 'not-a-file' | 'too-large' | 'broken' | 'not-text';

const bytesOf = (path: string, maxBytes: number): Result<Buffer, PackedProblem> => {
  let fd: number;
  try {
    // O_NONBLOCK: opening a pipe without a writer would wait for ever.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return fail('missing');
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) return fail('not-a-file');
    if (stat.size > maxBytes) return fail('too-large');
    const buffer = Buffer.alloc(stat.size);
    let length = 0;
    for (let count = -1; count !== 0 && length < stat.size; length += count)
      count = readSync(fd, buffer, length, stat.size - length, length);
    return ok(buffer.subarray(0, length));
  } catch {
    return fail('broken');
  } finally {
    closeSync(fd);
  }
};

/** The first two bytes of gzip (RFC 1952 section 2.3.1). */
const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The text of a file, unpacked if it is packed with gzip; neither side of the packing may be larger than allowed. */
export const readPackedFile = (path: string, maxBytes: number): Result<string, PackedProblem> => {
  const bytes = bytesOf(path, maxBytes);
  if (!bytes.ok) return bytes;
  try {
    const plain = isPacked(bytes.value)
      ? gunzipSync(bytes.value, { maxOutputLength: maxBytes })
      : bytes.value;
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return fail('too-large');
    return fail(code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'not-text' : 'broken');
  }
};
