import { defineConfig } from 'vitest/config';

const LAB = 'test/lab/**/*.test.ts';

/** Labs boot whole networks: they run alone, one file after another, when everything else is done. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [LAB],
          testTimeout: 30_000,
          // Removing a folder takes long on a busy disk.
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'lab',
          include: [LAB],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
