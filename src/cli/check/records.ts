import { z } from 'zod';
import { fail, ok, type Result } from '#base/result.ts';
import { type FileProblem, readTextFile } from '#host/files.ts';
import type { Records } from '#model/evidence.ts';

const MOST_BYTES = 32 * 1024 * 1024;

const name = z.string().min(1).max(300);
const day = z.iso.date();

const shape = z.strictObject({
  copies: z.array(z.strictObject({ document: name, date: day })).optional(),
  deployed: z.strictObject({ model: name, docs: name }).optional(),
  trainings: z.array(z.strictObject({ operator: name, date: day })).optional(),
  laptops: z.array(z.strictObject({ operator: name, doors: z.array(name), date: day })).optional(),
  drills: z
    .array(
      z.strictObject({
        device: name,
        verb: z.enum(['ssh', 'console', 'power']),
        door: name,
        date: day,
        ok: z.boolean(),
      }),
    )
    .optional(),
  sessions: z
    .array(z.strictObject({ operator: name, device: name, band: z.enum(['oob', 'in-band']), date: day }))
    .optional(),
});

const problem = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message.toLowerCase()}`)
    .join('; ');

/** Without the keys that are there with no value: `exactOptionalPropertyTypes` tells them from absent ones. */
const plain = (value: unknown): Records => JSON.parse(JSON.stringify(value));

const PROBLEMS: Readonly<Partial<Record<FileProblem, string>>> = {
  missing: 'it is not there',
  'too-large': `it has more than ${MOST_BYTES} bytes`,
  denied: 'it may not be read',
};

/** Reads records from a JSON file; the error is a sentence. */
export const readRecords = (path: string): Result<Records, string> => {
  const file = readTextFile(path, MOST_BYTES);
  if (!file.ok) return fail(PROBLEMS[file.error] ?? 'it is no text file');
  try {
    const parsed = shape.safeParse(JSON.parse(file.value));
    return parsed.success ? ok(plain(parsed.data)) : fail(problem(parsed.error));
  } catch {
    return fail('it is no JSON');
  }
};
