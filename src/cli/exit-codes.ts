/** Every exit code that RelaxOps ends with, and what it says: the one table. */
export const EXIT_CODES = {
  yes: { code: 0, meaning: 'yes, or done' },
  no: { code: 1, meaning: 'the answer is no' },
  usage: { code: 2, meaning: 'wrong usage, or an inventory that cannot be read' },
  warnings: { code: 3, meaning: 'yes, with warnings' },
  cannot: { code: 4, meaning: 'cannot run here; the message says what is missing' },
  fault: { code: 100, meaning: 'a fault in RelaxOps itself' },
  interrupted: { code: 130, meaning: 'interrupted by Ctrl-C or a signal' },
} as const satisfies Readonly<Record<string, { code: number; meaning: string }>>;

export type ExitName = keyof typeof EXIT_CODES;

/** The number of an exit code. */
export const exitCode = (name: ExitName): number => EXIT_CODES[name].code;
